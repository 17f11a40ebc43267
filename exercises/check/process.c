// process.c: see process.h.

#define _GNU_SOURCE // wait4, which tells of context switches
#include "process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/personality.h>
#endif

enum { KEPT = 64 << 10, ENOUGH = 4 << 20 };

double seconds_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

char **words_of(const char *list)
{
    size_t n = 0;
    char **words = calloc(strlen(list) + 2, sizeof *words);
    if (!words)
        abort();
    while ((words[n] = next_word(&list)))
        n++;
    return words;
}

static void limit(int what, rlim_t value)
{
    struct rlimit limits = {value, value};
    setrlimit(what, &limits);
}

// Not the caller's environment: LD_PRELOAD and the sanitizers' options
// change what an instrument sees.
static char **environment(const char *variables)
{
    struct text list = {0};
    static const char *const kept[] = {"PATH", "HOME", "TMPDIR"};
    add(&list, "LC_ALL=C TERM=dumb NO_COLOR=1 COLUMNS=76 ");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i]) && !strchr(getenv(kept[i]), ' '))
            add(&list, "%s=%s ", kept[i], getenv(kept[i]));
    add(&list, "%s", variables ? variables : "");
    return words_of(list.at);
}

static void become(const struct run *run, int output)
{
    setpgid(0, 0);
    int input = open("/dev/null", O_RDONLY);
    dup2(input, 0);
    dup2(output, 1);
    dup2(output, 2);
    for (int fd = 3; fd < 64; fd++)
        close(fd);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 256u << 20);
    limit(RLIMIT_CPU, (rlim_t)(run->seconds + 5));
#ifdef __linux__
    // Some kernels spread addresses wider than ThreadSanitizer can
    // stand.
    if (run->no_random_addresses)
        personality(ADDR_NO_RANDOMIZE);
#endif
    if (run->folder && chdir(run->folder) != 0)
        _exit(127);
    char **environ_of_child = environment(run->variables);
    execvpe(run->arguments[0], run->arguments, environ_of_child);
    _exit(127);
}

// Whether one of its threads does not sleep, as /proc tells it.
static bool is_awake(pid_t pid)
{
    const char *folder = print("/proc/%ld/task", (long)pid);
    DIR *threads = opendir(folder);
    struct dirent *entry;
    bool awake = false;
    while (threads && (entry = readdir(threads))) {
        char *stat =
            read_file(print("%s/%s/stat", folder, entry->d_name));
        char *name = stat ? strrchr(stat, ')') : NULL;
        awake |= name && name[2] != 'S';
    }
    if (threads)
        closedir(threads);
    return awake;
}

// Looked at ten times: one look may be luck.
static const char *state_of(pid_t pid)
{
    bool running = false;
    if (!file_exists(print("/proc/%ld/task", (long)pid)))
        return NULL;
    for (int look = 0; look < 10; look++) {
        running |= is_awake(pid);
        nanosleep(&(struct timespec){0, 20000000}, NULL);
    }
    return running ? "running" : "asleep";
}

// Whether all of its threads have slept for as long as it may.
static bool overslept(const struct run *run, pid_t pid, double *since)
{
    if (run->may_sleep <= 0 || is_awake(pid) ||
        !file_exists(print("/proc/%ld/task", (long)pid)))
        *since = 0;
    else if (*since == 0)
        *since = seconds_now();
    return *since > 0 && seconds_now() - *since > run->may_sleep;
}

// Take what it writes until it has closed its output, or must be ended.
static void listen_to(struct run *run, int from, pid_t pid, double end)
{
    size_t total = 0;
    double asleep_since = 0;
    char buffer[8192];
    struct pollfd poll_from = {.fd = from, .events = POLLIN};
    for (;;) {
        double left = end - seconds_now();
        if (left <= 0 || overslept(run, pid, &asleep_since)) {
            run->too_long = true;
            run->asleep = left > 0 ? "asleep" : state_of(pid);
            return;
        }
        int ready = poll(&poll_from, 1,
                         left > 0.1 ? 100 : (int)(left * 1000) + 1);
        if (ready < 0 && errno != EINTR)
            return;
        if (ready <= 0)
            continue;
        asleep_since = 0;
        ssize_t n = read(from, buffer, sizeof buffer);
        if (n <= 0)
            return;
        total += (size_t)n;
        if (run->said.length < KEPT)
            add_bytes(&run->said, buffer, (size_t)n);
        if (total > ENOUGH) {
            run->too_much = true;
            return;
        }
    }
}

// A program may close its outputs and go on; it gets the same deadline.
static void wait_for(struct run *run, pid_t pid, double end)
{
    int status = 0;
    struct rusage usage;
    while (!run->too_long && !run->too_much) {
        if (wait4(pid, &status, WNOHANG, &usage) == pid)
            break;
        if (seconds_now() > end) {
            run->too_long = true;
            run->asleep = state_of(pid);
        }
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    }
    kill(-pid, SIGKILL);
    if (run->too_long || run->too_much)
        wait4(pid, &status, 0, &usage);
    run->switches = usage.ru_nvcsw;
    run->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static volatile sig_atomic_t group; // that runs now; 0: none

// Who ends the checker ends what it runs: that is in a group of its
// own, and would go on.
static void end_both(int number)
{
    if (group > 0)
        kill(-(pid_t)group, SIGKILL);
    signal(number, SIG_DFL);
    raise(number);
}

static sigset_t ends_us(void)
{
    static bool done;
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < 3; i++) {
        struct sigaction old, new = {.sa_handler = end_both};
        sigaddset(&set, numbers[i]);
        sigaction(numbers[i], NULL, &old);
        if (!done && old.sa_handler == SIG_DFL)
            sigaction(numbers[i], &new, NULL);
    }
    done = true;
    return set;
}

bool run_command(struct run *run)
{
    int ends[2];
    double begin = seconds_now();
    if (run->seconds <= 0)
        run->seconds = 60;
    run->said = (struct text){0};
    add_bytes(&run->said, "", 0);
    if (pipe(ends) != 0)
        return false;
    fflush(NULL);
    sigset_t blocked = ends_us(), before;
    sigprocmask(SIG_BLOCK, &blocked, &before);
    group = 0;
    pid_t pid = fork();
    if (pid == 0) {
        sigprocmask(SIG_SETMASK, &before, NULL);
        close(ends[0]);
        become(run, ends[1]);
    }
    if (pid > 0)
        setpgid(pid, pid); // whoever is first
    group = pid;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (pid < 0)
        return false;
    close(ends[1]);
    listen_to(run, ends[0], pid, begin + run->seconds);
    close(ends[0]);
    wait_for(run, pid, begin + run->seconds);
    group = 0;
    run->took = seconds_now() - begin;
    return run->status != 127;
}
