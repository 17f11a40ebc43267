// cancel_points.c: where a thread may be cancelled, its cleanup runs.
#define _GNU_SOURCE // ppoll, usleep

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "semantics.h"

// Nothing ever arrives through these.
static int empty[2], full[2], listener, never;
static sem_t zero;
static sigset_t unsent;
static pthread_mutex_t lock;
static pthread_cond_t wake = PTHREAD_COND_INITIALIZER;
static pthread_t forever;

static void in_sleep(void)
{
    sleep(1000);
}
static void in_usleep(void)
{
    usleep(900000);
}
static void in_nanosleep(void)
{
    struct timespec hour = {3600, 0};
    nanosleep(&hour, NULL);
}
static void in_clock_nanosleep(void)
{
    struct timespec far = ahead(CLOCK_MONOTONIC, 3600000);
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &far, NULL);
}
static void in_sem_wait(void)
{
    sem_wait(&zero);
}
static void in_sem_timedwait(void)
{
    struct timespec far = ahead(CLOCK_REALTIME, 3600000);
    sem_timedwait(&zero, &far);
}
static void in_join(void)
{
    pthread_join(forever, NULL);
}
static void in_read(void)
{
    char byte;
    if (read(empty[0], &byte, 1) < 0)
        perror("read");
}
static void in_write(void)
{
    if (write(full[1], "x", 1) < 0)
        perror("write");
}
static void in_read_of_event(void)
{
    eventfd_t value;
    eventfd_read(never, &value);
}
static void in_poll(void)
{
    struct pollfd in = {.fd = empty[0], .events = POLLIN};
    poll(&in, 1, -1);
}
static void in_ppoll(void)
{
    struct pollfd in = {.fd = empty[0], .events = POLLIN};
    ppoll(&in, 1, NULL, NULL);
}
static void in_select(void)
{
    fd_set in;
    FD_ZERO(&in);
    FD_SET(empty[0], &in);
    select(empty[0] + 1, &in, NULL, NULL, NULL);
}
static void in_epoll_wait(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, empty[0], &event);
    epoll_wait(set, &event, 1, -1);
}
static void in_accept(void)
{
    accept(listener, NULL, NULL);
}
static void in_sigwait(void)
{
    int number;
    sigwait(&unsent, &number);
}
static void in_sigwaitinfo(void)
{
    sigwaitinfo(&unsent, NULL);
}
static void in_sigtimedwait(void)
{
    struct timespec hour = {3600, 0};
    sigtimedwait(&unsent, NULL, &hour);
}
static void in_sigsuspend(void)
{
    sigset_t mask;
    sigemptyset(&mask);
    sigsuspend(&mask);
}
static void in_pause(void)
{
    pause();
}
static void in_testcancel(void)
{
    for (;;) {
        pthread_testcancel();
        struct timespec nap = {0, 1000000};
        clock_nanosleep(CLOCK_MONOTONIC, 0, &nap, NULL);
    }
}
static void in_cond_wait(void)
{
    for (;;)
        pthread_cond_wait(&wake, &lock);
}
static void in_cond_timedwait(void)
{
    struct timespec far = ahead(CLOCK_REALTIME, 3600000);
    for (;;)
        pthread_cond_timedwait(&wake, &lock, &far);
}

struct place {
    const char *name;
    void (*block)(void);
    int with_lock;
};

#define PLACE(name)                                                    \
    {                                                                  \
#name, in_##name, 0                                            \
    }

static const struct place places[] = {
    PLACE(sleep),
    PLACE(usleep),
    PLACE(nanosleep),
    PLACE(clock_nanosleep),
    PLACE(sem_wait),
    PLACE(sem_timedwait),
    PLACE(join),
    PLACE(read),
    PLACE(write),
    PLACE(read_of_event),
    PLACE(poll),
    PLACE(ppoll),
    PLACE(select),
    PLACE(epoll_wait),
    PLACE(accept),
    PLACE(sigwait),
    PLACE(sigwaitinfo),
    PLACE(sigtimedwait),
    PLACE(sigsuspend),
    PLACE(pause),
    PLACE(testcancel),
    {"cond_wait", in_cond_wait, 1},
    {"cond_timedwait", in_cond_timedwait, 1},
};

static int cleanups;

static void clean_up(void *arg)
{
    (void)arg;
    cleanups++;
}

// It is of the errorcheck type: unlocking fails unless the wait has
// locked it again.
static void unlock(void *arg)
{
    SAME(pthread_mutex_unlock(arg), 0);
}

static void *task(void *arg)
{
    const struct place *place = arg;
    pthread_cleanup_push(clean_up, NULL);
    if (place->with_lock) {
        pthread_mutex_lock(&lock);
        pthread_cleanup_push(unlock, &lock);
        place->block();
        pthread_cleanup_pop(1);
    } else {
        place->block();
    }
    pthread_cleanup_pop(0);
    return NULL;
}

static void *wait_forever(void *arg)
{
    sem_wait(&zero);
    return arg;
}

static void prepare(void)
{
    sem_init(&zero, 0, 0);
    SAME(pipe(empty), 0);
    SAME(pipe(full), 0);
    fcntl(full[1], F_SETFL, O_NONBLOCK);
    char block[4096] = {0};
    while (write(full[1], block, sizeof block) > 0)
        continue;
    fcntl(full[1], F_SETFL, 0);
    never = eventfd(0, 0);
    listener = socket(AF_UNIX, SOCK_STREAM, 0);
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    snprintf(name.sun_path + 1, 64, "interleave %ld", (long)getpid());
    SAME(bind(listener, (struct sockaddr *)&name, sizeof name), 0);
    SAME(listen(listener, 1), 0);
    sigemptyset(&unsent);
    sigaddset(&unsent, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &unsent, NULL);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
    pthread_create(&forever, NULL, wait_forever, NULL);
}

int main(void)
{
    prepare();
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        printf("%s:\n", places[i].name);
        fflush(stdout);
        pthread_t thread;
        void *result = NULL;
        cleanups = 0;
        pthread_create(&thread, NULL, task, (void *)&places[i]);
        // Half of them are asleep by now, half see it when they come.
        if (i % 2 == 0) {
            struct timespec nap = {0, 2000000};
            nanosleep(&nap, NULL);
        }
        SAME(pthread_cancel(thread), 0);
        SAME(pthread_join(thread, &result), 0);
        SAME(result == PTHREAD_CANCELED, 1);
        SAME(cleanups, 1);
        if (places[i].with_lock) {
            SAME(pthread_mutex_lock(&lock), 0);
            SAME(pthread_mutex_unlock(&lock), 0);
        }
    }
    SAME(pthread_cancel(forever), 0);
    SAME(pthread_join(forever, NULL), 0);
    return 0;
}
