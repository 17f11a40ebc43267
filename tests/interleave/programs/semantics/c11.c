// c11.c: the threads of C11, which are those of POSIX in other words.
#define _POSIX_C_SOURCE 200809L

#include <stdbool.h>
#include <threads.h>

#include "semantics.h"

static mtx_t lock;
static cnd_t wake;
static bool ready;
static once_flag once = ONCE_FLAG_INIT;
static int onces, destructions;
static tss_t key;

static void count_once(void)
{
    onces++;
}

static void destroy(void *value)
{
    SAME(*(int *)value, 5);
    destructions++;
}

static int task(void *arg)
{
    call_once(&once, count_once);
    SAME(tss_get(key) == NULL, 1);
    SAME(tss_set(key, arg), thrd_success);
    SAME(mtx_lock(&lock), thrd_success);
    ready = true;
    SAME(cnd_signal(&wake), thrd_success);
    SAME(mtx_unlock(&lock), thrd_success);
    thrd_yield();
    thrd_exit(7);
}

static int try_it(void *arg)
{
    struct timespec soon = ahead(CLOCK_REALTIME, 20);
    SAME(mtx_timedlock(arg, &soon), thrd_timedout);
    SAME(is_past(CLOCK_REALTIME, soon), 1);
    return mtx_trylock(arg);
}

static void together(void)
{
    int value = 5;
    thrd_t thread;
    SAME(mtx_lock(&lock), thrd_success);
    SAME(thrd_create(&thread, task, &value), thrd_success);
    SAME(thrd_equal(thread, thrd_current()), 0);
    struct timespec nap = {0, 1000000};
    SAME(thrd_sleep(&nap, NULL), 0);
    while (!ready)
        SAME(cnd_wait(&wake, &lock), thrd_success);
    SAME(mtx_unlock(&lock), thrd_success);
    int result = 0;
    SAME(thrd_join(thread, &result), thrd_success);
    SAME(result, 7);
    SAME(destructions, 1);
    call_once(&once, count_once);
    SAME(onces, 1);
}

static int try_plain(void *arg)
{
    (void)arg;
    return mtx_trylock(&lock);
}

static void plain(void)
{
    thrd_t thread;
    int result = thrd_success;
    SAME(mtx_lock(&lock), thrd_success);
    thrd_create(&thread, try_plain, NULL);
    thrd_join(thread, &result);
    SAME(result, thrd_busy);
    SAME(mtx_unlock(&lock), thrd_success);
    SAME(mtx_trylock(&lock), thrd_success);
    SAME(mtx_unlock(&lock), thrd_success);
}

static void timed(void)
{
    struct timespec soon = ahead(CLOCK_REALTIME, 20);
    SAME(mtx_lock(&lock), thrd_success);
    int result = thrd_success;
    while (result == thrd_success)
        result = cnd_timedwait(&wake, &lock, &soon);
    SAME(result, thrd_timedout);
    SAME(is_past(CLOCK_REALTIME, soon), 1);
    SAME(mtx_unlock(&lock), thrd_success);

    mtx_t both;
    SAME(mtx_init(&both, mtx_timed | mtx_recursive), thrd_success);
    SAME(mtx_lock(&both), thrd_success);
    SAME(mtx_trylock(&both), thrd_success);
    thrd_t thread;
    thrd_create(&thread, try_it, &both);
    thrd_join(thread, &result);
    SAME(result, thrd_busy);
    SAME(mtx_unlock(&both), thrd_success);
    SAME(mtx_unlock(&both), thrd_success);
    mtx_destroy(&both);
}

int main(void)
{
    SAME(mtx_init(&lock, mtx_plain), thrd_success);
    SAME(cnd_init(&wake), thrd_success);
    SAME(tss_create(&key, destroy), thrd_success);
    plain();
    together();
    timed();
    SAME(cnd_broadcast(&wake), thrd_success);
    tss_delete(key);
    cnd_destroy(&wake);
    mtx_destroy(&lock);
    return 0;
}
