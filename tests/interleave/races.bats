#!/usr/bin/env bats
# Data races, in programs that `interleave cc` builds: each wrong one is
# reported, with both accesses; no right program is.

# Set in programs.bash; a subscript of an associative array needs its $.
# shellcheck disable=SC2154,SC2004

bats_require_minimum_version 1.8.0

load programs.bash

setup()
{
    cd "$BATS_TEST_TMPDIR" || return
}

# Skips, unless the compiler is there.
needs() # COMPILER
{
    command -v "$1" >/dev/null || skip "no $1"
}

# found COMPILER: explore the wrong programs that this compiler has built,
# and list those whose failure is not found.
found()
{
    built=${BUILD:-$top/build}/interleave/$1 all_found '^bugs/races/'
}

# quiet COMPILER PATTERN: explore right programs, and list those with an
# alarm.
quiet()
{
    built=${BUILD:-$top/build}/interleave/$1 \
        no_alarm "$2" -n "${SCHEDULES:-15}" --seed 1
}

# build NAME [ARGUMENT…]: a small program, from standard input.
build()
{
    cat >"$1.c"
    "$interleave" cc -std=c11 -O2 -pthread -o "$1" "$1.c" "${@:2}"
}

@test "every data race and use of gone memory is found in what gcc builds" {
    needs gcc
    found gcc
}

@test "every data race and use of gone memory is found in what clang builds" {
    needs clang
    found clang
}

@test "no alarm on a right program that gcc has built" {
    needs gcc
    quiet gcc '^right/'
}

@test "no alarm on a right program that clang has built" {
    needs clang
    quiet clang '^right/races/'
}

@test "the clock that looks for spins may tick while a thread starts" {
    # The library asks where the new thread's stack lies: then comes a tick.
    build ticked -ldl <<'END'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
static int (*next)(pthread_t, pthread_attr_t *);
int pthread_getattr_np(pthread_t thread, pthread_attr_t *attr)
{
    raise(SIGRTMAX - 1);
    return next(thread, attr);
}
static void *task(void *arg) { return arg; }
int main(void)
{
    next = (int (*)(pthread_t, pthread_attr_t *))
        dlsym(RTLD_NEXT, "pthread_getattr_np");
    pthread_t thread;
    pthread_create(&thread, 0, task, 0);
    return pthread_join(thread, 0);
}
END
    run -0 timeout 60 "$interleave" explore ./ticked
}

# It looks at the same place again and again, and under the lock that the
# other one waits for; but it waits in between, so it does not poll.
@test "who is woken goes on before the clock does" {
    build woken <<'END'
#define _POSIX_C_SOURCE 200809L
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum { ROUNDS = 40 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static pthread_cond_t taken = PTHREAD_COND_INITIALIZER;
static atomic_int beats; // a look at it is a step
static int seen;

static void *heart(void *arg)
{
    pthread_mutex_lock(&lock);
    for (int i = 1; i < ROUNDS; i++) {
        beats++;
        pthread_cond_signal(&came);
        while (seen < i)
            pthread_cond_wait(&taken, &lock);
    }
    beats++;
    pthread_cond_signal(&came);
    pthread_mutex_unlock(&lock);
    nanosleep(&(struct timespec){60, 0}, NULL);
    pthread_mutex_lock(&lock);
    assert(seen == ROUNDS);
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, heart, NULL);
    for (int i = 1; i <= ROUNDS; i++) {
        pthread_mutex_lock(&lock);
        while (beats < i)
            pthread_cond_wait(&came, &lock);
        seen = i;
        pthread_cond_signal(&taken);
        pthread_mutex_unlock(&lock);
    }
    pthread_join(thread, NULL);
    return 0;
}
END
    run -0 timeout 60 "$interleave" explore -n 300 ./woken
}

# The turn of main ends for having gone on for too long. A step more or less
# in front decides whether that is with the lock or without.
@test "who waits for the lock of one that looks goes on before the clock" {
    build looks <<'END'
#define _POSIX_C_SOURCE 200809L
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t nobody = PTHREAD_COND_INITIALIZER;
static int done; // guarded by lock
static bool over; // guarded by other

static void nap(time_t seconds)
{
    nanosleep(&(struct timespec){seconds, 0}, NULL);
}

static struct timespec now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t;
}

static void *setter(void *arg)
{
    time_t begun = now().tv_sec;
    nap(2);
    pthread_mutex_lock(&lock);
    done++;
    pthread_mutex_unlock(&lock);
    assert(now().tv_sec == begun + 3);
    return arg;
}

static void *waiter(void *arg)
{
    struct timespec end = now();
    time_t begun = end.tv_sec;
    end.tv_sec += 2;
    pthread_mutex_lock(&lock);
    while (pthread_cond_timedwait(&nobody, &lock, &end) != ETIMEDOUT)
        ;
    done++;
    pthread_mutex_unlock(&lock);
    assert(now().tv_sec == begun + 3);
    return arg;
}

static void *poller(void *arg)
{
    for (bool seen = false; !seen;) {
        pthread_mutex_lock(&other);
        seen = over;
        pthread_mutex_unlock(&other);
    }
    return arg;
}

static void *sleeper(void *arg)
{
    nap(1000);
    return arg;
}

int main(int argc, char **argv)
{
    void *(*others[])(void *) = {
        argv[1][0] == 's' ? setter : waiter,
        argv[1][1] == 'p' ? poller : sleeper,
        sleeper};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, others[i], NULL);
    nap(1);
    pthread_mutex_lock(&lock);
    nap(2);
    for (int i = 2; i < argc; i++)
        pthread_cond_signal(&(pthread_cond_t)PTHREAD_COND_INITIALIZER);
    for (bool seen = false; !seen;) {
        pthread_mutex_unlock(&lock);
        pthread_mutex_lock(&lock);
        seen = done == 1;
    }
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&other);
    over = true;
    pthread_mutex_unlock(&other);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}
END
    local who extra
    for who in s sp w wp; do
        for extra in '' x 'x x' 'x x x'; do
            # shellcheck disable=SC2086 # each x is an argument
            run -0 timeout 60 "$interleave" ./looks $who $extra
        done
    done
}

@test "two threads that hand over to each other do not stop the clock" {
    build handover <<'END'
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
static sem_t turn[2];
static atomic_bool over;
static void *player(void *arg)
{
    sem_t *mine = arg, *other = mine == turn ? turn + 1 : turn;
    for (bool last = false; !last;) {
        sem_wait(mine);
        last = over;
        sched_yield();
        sem_post(other);
    }
    return NULL;
}
int main(void)
{
    pthread_t players[2];
    sem_init(&turn[0], 0, 1);
    sem_init(&turn[1], 0, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&players[i], NULL, player, &turn[i]);
    nanosleep(&(struct timespec){1, 0}, NULL);
    over = true;
    for (int i = 0; i < 2; i++)
        pthread_join(players[i], NULL);
}
END
    run -0 timeout 60 "$interleave" explore -n 50 ./handover
}

@test "what was destroyed before main may be made again" {
    build early <<'END'
#include <semaphore.h>
static sem_t room;
__attribute__((constructor)) static void try(void)
{
    sem_init(&room, 0, 1);
    sem_destroy(&room);
}
int main(void)
{
    sem_init(&room, 0, 1);
    return sem_destroy(&room);
}
END
    run -0 timeout 60 "$interleave" explore ./early
}

@test "what _FORTIFY_SOURCE puts in place of a copy hides nothing" {
    local name
    for name in copied formatted; do
        "$interleave" cc -O1 -D_FORTIFY_SOURCE=2 -o fortified "$sources/bugs/races/${name}_while_written.c" -pthread
        run -109 timeout 60 "$interleave" explore ./fortified
    done
}

@test "both accesses are told, with the calls that led there" {
    build late <<'END'
#include <pthread.h>
static int result;
__attribute__((noinline)) static void finish(void) { result = 7; }
static void *task(void *arg) { finish(); return arg; }
int main(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, task, 0);
    int got = result;
    pthread_join(thread, 0);
    return got == 1;
}
END
    run -109 timeout 60 "$interleave" explore --json race.json ./late
    [[ $output == *"Data race: main reads result at late.c:9, 1 task writes it at late.c:3, and"* ]]
    [[ $output == *"int got = result; "*"line 9"* ]]
    [[ $output == *"in finish, late.c:3"*"called from task, late.c:4"* ]]
    grep -q '"failure": "race", "status": 109' race.json
    grep -q '{"thread": 0, "name": "main", "kind": "read", "function": "main".*"line": 9' race.json
    grep -q '{"thread": 1, "name": "1 task", "kind": "write", "function": "finish".*"stack": \[.*"function": "task"' race.json
}

@test "a plain run says the race on stderr, each time the same" {
    local race=$built/bugs/races/plain_stop_flag
    run -109 timeout 60 "$interleave" "$race"
    [[ $output == "interleave: data race at 0.000 s: "* ]]
    [[ $output == *"thread 0 (main) writes at plain_stop_flag.c:20"* ]]
    [[ $output == *"thread 1 reads at plain_stop_flag.c:11"* ]]
    local first=$output
    for _ in 1 2 3; do
        run -109 timeout 60 "$interleave" "$race"
        [ "$output" = "$first" ]
    done
}

@test "without interleave the program runs as any other" {
    run -0 timeout 10 "$built/right/races/torn_counter"
    run -0 timeout 10 "$built/right/races/plain_stop_flag"
    # A race that lets it end in every order, and with any optimisation.
    run -0 timeout 10 "$built/bugs/races/own_handle"
    [ -z "$output" ]
}

@test "where races do not count, the search goes between the accesses" {
    run -105 timeout 60 "$interleave" explore --fail-on exit \
        "$built/bugs/races/torn_counter"
    [[ $output == *"count++"* ]]
    local command
    command=$(sed -n 's/^Replay: interleave //p' <<<"$output")
    # shellcheck disable=SC2086 # the words of the command
    run -105 timeout 60 "$interleave" $command
}

@test "an atomic operation is a step of the search" {
    build dekker <<'END'
#include <pthread.h>
#include <stdatomic.h>
static atomic_int x, y;
static int a, b;
static void *left(void *arg) { x = 1; a = y; return arg; }
static void *right(void *arg) { y = 1; b = x; return arg; }
int main(void)
{
    pthread_t s, t;
    pthread_create(&s, 0, left, 0);
    pthread_create(&t, 0, right, 0);
    pthread_join(s, 0);
    pthread_join(t, 0);
    return 2 * a + b;
}
END
    # Both see the other's store only if neither thread runs in one piece.
    for status in 1 2 3; do
        run -0 timeout 60 "$interleave" explore --status "$status" \
            --fail-on crash -n 10 ./dekker
    done
    run -105 timeout 60 "$interleave" explore --status 1 -n 10000 ./dekker
    run -105 timeout 60 "$interleave" explore --status 2 -n 10000 ./dekker
}

@test "what cc is given wrongly is said in one line" {
    run -125 "$interleave" cc
    [[ ${#lines[@]} -eq 1 && $output == "interleave: cc: give it what"* ]]
    run -125 "$interleave" cc -fsanitize=thread x.c
    [[ ${#lines[@]} -eq 1 && $output == *"leave out -fsanitize=thread"* ]]
    CC=true run -125 "$interleave" cc x.c
    [[ ${#lines[@]} -eq 1 && $output == *"'true' is neither gcc nor clang"* ]]
    CC=nowhere run -125 "$interleave" cc x.c
    [[ ${#lines[@]} -eq 1 && $output == *"'nowhere' is neither gcc"* ]]
}

@test "cc compiles and links in one step or in several" {
    printf 'int twice(int n) { return 2 * n; }\n' >twice.c
    printf 'int twice(int n);\nint main(void) { return twice(4) - 8; }\n' >use.c
    "$interleave" cc -c twice.c
    "$interleave" cc use.c twice.o -o use
    run -0 "$interleave" ./use
    "$interleave" cc -shared -fPIC -o libtwice.so twice.c
    "$interleave" cc use.c -L. -ltwice -Wl,-rpath,"$PWD" -o use
    run -0 "$interleave" ./use
}
