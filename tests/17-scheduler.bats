# What chapter 17 says of its scheduler beyond what its transcripts show.

bats_require_minimum_version 1.8.0

repo=$BATS_TEST_DIRNAME/..
export scheduler=$repo/build/code/17-scheduler/scheduler.so

under() # CHOICES PROGRAM
{
    CHOICES=$1 LD_PRELOAD=$scheduler timeout 20 "$2" 2>&1
}

# What the scheduler says it chose.
chosen() # CHOICES PROGRAM
{
    under "$@" | sed -n 's/^.*choices //p'
}

compile() # NAME: from stdin
{
    "${CC:-cc}" -std=c11 -pthread -I"$repo/code/lib" -x c - -o "$BATS_TEST_TMPDIR/$1"
}

@test "no run of stop is asked more than three times, so eight lists are all" {
    local list said
    for list in {0..1}{0..1}{0..1}{0..1}; do
        said=$(chosen "$list" "$repo/build/code/03-stopping/stop")
        [[ $list == "$said"* && ${#said} -ge 2 && ${#said} -le 3 ]]
    done
}

@test "no run of lost_count is asked more than four times, so 81 lists are all" {
    local list said
    for list in {0..2}{0..2}{0..2}{0..2}; do
        said=$(chosen "$list" "$repo/build/code/17-scheduler/lost_count")
        [[ ${#said} -ge 2 && ${#said} -le 4 ]]
    done
}

@test "of the four runs of lost_wakeup, two deadlock" {
    local list
    for list in {0..1}{0..1}{0..1}{0..1}; do
        under "$list" "$repo/build/code/02-event/lost_wakeup" | grep choices
    done | LC_ALL=C sort -u >"$BATS_TEST_TMPDIR/runs"
    diff "$BATS_TEST_TMPDIR/runs" - <<'END'
Deadlock, choices 10
Deadlock, choices 110
choices 0
choices 111
END
}

@test "what it chose, given back, is the same run" {
    local program list first
    for program in 01-threads/shared_argument 02-event/pulse_lost 04-worker/two_workers; do
        for list in 31415926535897932384 27182818284590452353; do
            first=$(under "$list" "$repo/build/code/$program")
            list=$(chosen "$list" "$repo/build/code/$program")
            [[ $list =~ ^[0-5]+$ ]]
            [[ $(under "$list" "$repo/build/code/$program") == "$first" ]]
        done
    done
}

@test "forty runs side by side are the same run" {
    export -f under
    seq 40 | xargs -P 20 -I '{}' bash -c 'under 10210 "$0" | md5sum' \
        "$repo/build/code/04-worker/two_workers" | sort | uniq -c >"$BATS_TEST_TMPDIR/runs"
    run -0 cat "$BATS_TEST_TMPDIR/runs"
    [[ ${#lines[@]} -eq 1 && $output =~ ^\ *40\  ]]
}

@test "two mutexes, taken in opposite orders, deadlock in some runs" {
    compile crossed <<'END'
#include <pthread.h>
#include "check.h"

static pthread_mutex_t mutexes[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};

static void both(int first)
{
    pthread_mutex_lock(&mutexes[first]);
    pthread_mutex_lock(&mutexes[!first]);
    pthread_mutex_unlock(&mutexes[!first]);
    pthread_mutex_unlock(&mutexes[first]);
}

static void *task(void *arg)
{
    both(1);
    return arg;
}

int main(void)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, task, NULL));
    both(0);
    pthread_join(thread, NULL);
}
END
    run -0 under 00 "$BATS_TEST_TMPDIR/crossed"
    run -1 under 0011 "$BATS_TEST_TMPDIR/crossed"
    [[ $output == 'Deadlock, choices 001'* ]]
}

@test "the join hands on what the task returns" {
    compile result <<'END'
#include <pthread.h>
#include <stdio.h>
#include "check.h"

static void *task(void *arg)
{
    return (char *)arg + 1;
}

int main(void)
{
    pthread_t thread;
    void *result;
    CHECK(pthread_create(&thread, NULL, task, "abc"));
    pthread_join(thread, &result);
    puts(result);
}
END
    run -0 under 1 "$BATS_TEST_TMPDIR/result"
    [[ $output == *bc* ]]
}

@test "an eleventh thread is refused" {
    compile eleven <<'END'
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void *task(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t threads[10];
    int made = 0, error = 0;
    while (made < 10 && !(error = pthread_create(&threads[made], NULL, task, NULL)))
        made++;
    printf("%d beside main, then: %s\n", made, strerror(error));
    for (int i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
}
END
    run -0 under '' "$BATS_TEST_TMPDIR/eleven"
    [[ $output == *'9 beside main, then: Resource temporarily unavailable'* ]]
}

@test "more choices than it can record do no harm" {
    compile many <<'END'
#include <pthread.h>
#include "check.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *task(void *arg)
{
    for (int i = 0; i < 2000; i++) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
    return arg;
}

int main(void)
{
    pthread_t thread;
    CHECK(pthread_create(&thread, NULL, task, NULL));
    task(NULL);
    pthread_join(thread, NULL);
}
END
    run -0 chosen "$(printf '01%.0s' {1..700})" "$BATS_TEST_TMPDIR/many"
    [[ ${#output} -eq 999 && $output =~ ^(01)+0$ ]]
}
