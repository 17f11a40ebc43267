// futex.c: the system call that locks are made of.
#define _GNU_SOURCE // syscall

#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "semantics.h"

static atomic_int word;
static atomic_int awake;

static long futex(int operation, int value, const struct timespec *time)
{
    return syscall(SYS_futex, &word, operation | FUTEX_PRIVATE_FLAG,
                   value, time, NULL, FUTEX_BITSET_MATCH_ANY);
}

static void *waiter(void *arg)
{
    while (atomic_load(&word) == 0) {
        long result = futex(FUTEX_WAIT, 0, NULL);
        if (result != 0)
            SAME(errno, EAGAIN);
    }
    atomic_fetch_add(&awake, 1);
    return arg;
}

static void till_a_time(void)
{
    struct timespec span = {0, 20000000};
    struct timespec end = ahead(CLOCK_MONOTONIC, 20);
    SAME(futex(FUTEX_WAIT, 0, &span), -1);
    SAME(errno, ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    end = ahead(CLOCK_MONOTONIC, 20);
    SAME(futex(FUTEX_WAIT_BITSET, 0, &end), -1);
    SAME(errno, ETIMEDOUT);
    SAME(is_past(CLOCK_MONOTONIC, end), 1);
    end = ahead(CLOCK_REALTIME, 20);
    SAME(futex(FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &end), -1);
    SAME(errno, ETIMEDOUT);
    SAME(is_past(CLOCK_REALTIME, end), 1);
}

int main(void)
{
    SAME(futex(FUTEX_WAIT, 1, NULL), -1);
    SAME(errno, EAGAIN);
    SAME(futex(FUTEX_WAKE, 1, NULL), 0);
    till_a_time();
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, waiter, NULL);
    struct timespec nap = {0, 1000000};
    nanosleep(&nap, NULL);
    atomic_store(&word, 1);
    long woken = futex(FUTEX_WAKE, 1, NULL);
    SAME(woken == 0 || woken == 1, 1);
    woken += futex(FUTEX_WAKE, 100, NULL);
    SAME(woken <= 3, 1);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    SAME(atomic_load(&awake), 3);
    return 0;
}
