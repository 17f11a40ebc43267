// world.c: see world.h.

#define _POSIX_C_SOURCE 200809L
#include "world.h"
#include "event.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static pthread_t main_thread;
static struct timespec start;
static bool quick, late, slow, exact;
static _Thread_local int line_of_answer;

char **world_begins(char **arguments)
{
    main_thread = pthread_self();
    clock_gettime(CLOCK_MONOTONIC, &start);
    setvbuf(stdout, NULL, _IONBF, 0);
    quick = *++arguments && strcmp(*arguments, "quick") == 0;
    late = *arguments && strcmp(*arguments, "late") == 0;
    slow = *arguments && strcmp(*arguments, "slow") == 0;
    exact = *arguments && strcmp(*arguments, "exact") == 0;
    return arguments + (quick || late || slow || exact);
}

#ifdef __SANITIZE_THREAD__
#define WITH_TSAN
#elif defined __SANITIZE_ADDRESS__
#define WITH_ASAN
#elif defined __has_feature
#if __has_feature(thread_sanitizer)
#define WITH_TSAN
#elif __has_feature(address_sanitizer)
#define WITH_ASAN
#endif
#endif

#ifdef WITH_TSAN
// It takes a barrier for one that is still in use until all who met
// there have returned from the wait. POSIX forbids to destroy it only
// while somebody is blocked there, and interleave sees that.
const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
    return "race:pthread_barrier_destroy\n";
}
#endif

void observed(const char *id, const char *format, ...)
{
    char line[400];
    va_list args;
    va_start(args, format);
    int length = snprintf(line, sizeof line, "observed %s: ", id);
    length += vsnprintf(line + length, sizeof line - (size_t)length - 1,
                        format, args);
    va_end(args);
    if ((size_t)length > sizeof line - 2)
        length = sizeof line - 2;
    line[length++] = '\n';
    if (write(STDERR_FILENO, line, (size_t)length) < 0)
        abort();
    _exit(OBSERVED);
}

void at_line(int line)
{
    line_of_answer = line;
}

// In one piece: what several threads tell must not get mixed.
void tell(const char *format, ...)
{
    char text[200] = "";
    int length = 0;
    if (line_of_answer)
        length =
            snprintf(text, sizeof text, "line %d: ", line_of_answer);
    line_of_answer = 0;
    va_list args;
    va_start(args, format);
    vsnprintf(text + length, sizeof text - (size_t)length, format,
              args);
    va_end(args);
    fputs(text, stdout);
}

void world_is_told(const char *what, const char *how)
{
    tell("%s%s\n", what, how);
}

double stretched(double seconds)
{
    return slow ? 10 * seconds : seconds;
}

void pass_time(double seconds)
{
    seconds = quick ? seconds / 100 : stretched(seconds);
    // Rounded, so that parts of a second add up to a whole one.
    int64_t nanoseconds = (int64_t)(seconds * 1e9 + 0.5);
    struct timespec time = {.tv_sec = nanoseconds / 1000000000,
                            .tv_nsec = nanoseconds % 1000000000};
    nanosleep(&time, NULL);
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)(time.tv_sec - start.tv_sec) +
           (double)(time.tv_nsec - start.tv_nsec) / 1e9;
}

bool times_hold(void)
{
    return !quick && !late && !slow;
}

void took_at_most(double seconds, double began, const char *id,
                  const char *call)
{
    if (times_hold() && now() > began + seconds)
        observed(id, "%s took %g s to return.", call, now() - began);
}

static int open_files(void)
{
    enum { MOST = 256 };
    int n = 0;
    for (int file = 0; file < MOST; file++)
        n += fcntl(file, F_GETFD) >= 0;
    return n;
}

// More once is no fault: the first start may open what all of them use.
// How many there are in all is no news: who starts a program may leave
// it files of their own.
void nothing_left_open(const char *call)
{
    static int before[2];
    int n = open_files();
    if (before[0] && before[0] < before[1] && before[1] < n)
        observed("left-open",
                 "%s returned three times, and more files were open "
                 "each time: %d more the second time, %d more the "
                 "third.",
                 call, before[1] - before[0], n - before[1]);
    before[0] = before[1];
    before[1] = n;
}

#ifdef WITH_ASAN
// Of the runtime's own interface, sanitizer/allocator_interface.h and
// sanitizer/lsan_interface.h.
size_t __sanitizer_get_current_allocated_bytes(void);
int __lsan_do_recoverable_leak_check(void);

// What nothing points to any more is a leak: the end of the program
// tells it, with the line that took it.
void memory_given_back(const char *call)
{
    enum { MOST = 5 };
    static size_t before;
    static int grown;
    size_t bytes = __sanitizer_get_current_allocated_bytes();
    grown = before && bytes > before ? grown + 1 : 0;
    if (grown == MOST && !__lsan_do_recoverable_leak_check())
        observed("memory-kept",
                 "%s returned %d times, and more memory was allocated "
                 "each time: %zu bytes more the last time.",
                 call, MOST + 1, bytes - before);
    before = bytes;
}
#else
void memory_given_back(const char *call)
{
    (void)call;
}
#endif

bool times_exact(void)
{
    return exact;
}

bool is_main(void)
{
    return pthread_equal(pthread_self(), main_thread);
}

double next_number(char ***arguments)
{
    char *end = **arguments;
    double number = end ? strtod(end, &end) : 0;
    if (!**arguments || *end) {
        fprintf(stderr, "harness: a number is missing\n");
        exit(EXIT_FAILURE);
    }
    ++*arguments;
    return number;
}
