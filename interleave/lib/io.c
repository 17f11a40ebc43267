// io.c: reading, writing and polling between the program's own threads.
//
// A call that would block waits in the scheduler until the kernel says,
// asked without waiting, that the file is ready; then it is made.

#include "core.h"

#include "../dependence.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef __GLIBC__ // glibc has unions of its own here
#define __SOCKADDR_ARG struct sockaddr *restrict
#define __CONST_SOCKADDR_ARG const struct sockaddr *
#endif

static bool fd_ready(int fd, short events)
{
    struct pollfd p = {fd, events, 0};

    return NEXT(poll)(&p, 1, 0) != 0;
}

// arg of an op on one file: the events, and whether another thread
// closed the file: then, on Linux, the call stays blocked for ever.
enum { CLOSED = 1 << 16 };

static bool file_ready(struct thread *t, struct op *op)
{
    (void)t;
    return !(op->arg & CLOSED) &&
           fd_ready((int)op->address, (short)op->arg);
}

void file_drain(int fd)
{
    eventfd_t count;

    if (fd >= 0 && fd_ready(fd, POLLIN))
        NEXT(eventfd_read)(fd, &count);
}

static bool blocks(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags >= 0 && !(flags & O_NONBLOCK);
}

// What one thread writes, another reads later: pipes and sockets order.
// Which ends belong together nobody asks: all of them do. Once one is
// full, reading orders too, for who writes when there is space again.
static char files, space;
static bool full;

void files_release(void)
{
    order_release(&files);
}

static void order_file(int kind, int fd)
{
    if (full && kind != KIND_READ)
        order_acquire(&space);
    if (kind != KIND_WRITE)
        order_acquire(&files);
    else if (fd > 2)
        order_release(&files);
    if (kind == KIND_READ)
        order_release(&space);
}

static void written(int kind, int fd)
{
    int saved = errno;

    if (kind == KIND_WRITE)
        full |= !fd_ready(fd, POLLOUT);
    errno = saved;
}

// Wait until fd is ready for `events`. False: EINTR.
static bool wait_file(int kind, int fd, short events, uint64_t pc)
{
    struct op op = {.kind = kind,
                    .pc = pc,
                    .address = (uint64_t)fd,
                    .arg = (uint64_t)events,
                    .cancellable = true,
                    .interruptible = true,
                    .restarts = true,
                    .ready = blocks(fd) ? file_ready : NULL};

    if (step(&op) != GO_INTERRUPTED)
        return true;
    errno = EINTR;
    return false;
}

#define FILE_CALL(type, kind, name, fd, events, ...)                   \
    do {                                                               \
        if (!controlled())                                             \
            return NEXT(name)(__VA_ARGS__);                            \
        if (!wait_file(kind, fd, events, CALLER))                      \
            return -1;                                                 \
        order_file(kind, fd);                                          \
        type rc_ = NEXT(name)(__VA_ARGS__);                            \
        written(kind, fd);                                             \
        trace_result(rc_);                                             \
        return rc_;                                                    \
    } while (0)

EXPORT ssize_t read(int fd, void *data, size_t size)
{
    FILE_CALL(ssize_t, KIND_READ, read, fd, POLLIN, fd, data, size);
}

ssize_t __read_chk(int fd, void *data, size_t size, size_t room);

EXPORT ssize_t __read_chk(int fd, void *data, size_t size, size_t room)
{
    (void)room;
    FILE_CALL(ssize_t, KIND_READ, read, fd, POLLIN, fd, data, size);
}

EXPORT ssize_t readv(int fd, const struct iovec *v, int n)
{
    FILE_CALL(ssize_t, KIND_READ, readv, fd, POLLIN, fd, v, n);
}

EXPORT ssize_t recv(int fd, void *data, size_t size, int flags)
{
    FILE_CALL(ssize_t, KIND_READ, recv, fd,
              flags & MSG_DONTWAIT ? POLLIN | POLLOUT : POLLIN, fd,
              data, size, flags);
}

EXPORT ssize_t recvfrom(int fd, void *restrict data, size_t size,
                        int flags, __SOCKADDR_ARG from,
                        socklen_t *restrict length)
{
    FILE_CALL(ssize_t, KIND_READ, recvfrom, fd, POLLIN, fd, data, size,
              flags, from, length);
}

EXPORT ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
    FILE_CALL(ssize_t, KIND_READ, recvmsg, fd, POLLIN, fd, message,
              flags);
}

EXPORT int eventfd_read(int fd, eventfd_t *value)
{
    FILE_CALL(int, KIND_READ, eventfd_read, fd, POLLIN, fd, value);
}

EXPORT int eventfd_write(int fd, eventfd_t value)
{
    FILE_CALL(int, KIND_WRITE, eventfd_write, fd, POLLOUT, fd, value);
}

// Write what there is room for now; only one thread runs, so nobody sees
// that the file does not block for a moment.
static ssize_t write_some(int fd, const char *data, size_t size)
{
    int flags = fcntl(fd, F_GETFL);

    fcntl(fd, F_SETFL, flags | O_NONBLOCK);
    ssize_t n = NEXT(write)(fd, data, size);
    int saved = errno;
    fcntl(fd, F_SETFL, flags);
    written(KIND_WRITE, fd);
    errno = saved;
    return n < 0 && saved == EAGAIN ? 0 : n;
}

// More than a pipe may have room for: a blocking write waits in between.
static ssize_t write_all(int fd, const char *data, size_t size,
                         uint64_t pc)
{
    size_t done = 0;

    while (done < size) {
        ssize_t n = -1;

        if (wait_file(KIND_WRITE, fd, POLLOUT, pc)) {
            order_file(KIND_WRITE, fd);
            n = write_some(fd, data + done, size - done);
        }
        if (n < 0)
            return done ? (ssize_t)done : -1;
        done += (size_t)n;
    }
    return (ssize_t)done;
}

EXPORT ssize_t write(int fd, const void *data, size_t size)
{
    if (controlled() && fd > 2 && size > PIPE_BUF && blocks(fd))
        return write_all(fd, data, size, CALLER);
    if (controlled() && fd >= 1 && fd <= 2) {
        step(&(struct op){.kind = KIND_OUTPUT,
                          .pc = CALLER,
                          .address = (uint64_t)fd});
        trace_text(data, size);
        return NEXT(write)(fd, data, size);
    }
    FILE_CALL(ssize_t, KIND_WRITE, write, fd, POLLOUT, fd, data, size);
}

EXPORT ssize_t writev(int fd, const struct iovec *v, int n)
{
    FILE_CALL(ssize_t, KIND_WRITE, writev, fd, POLLOUT, fd, v, n);
}

EXPORT ssize_t send(int fd, const void *data, size_t size, int flags)
{
    if (controlled() && flags == 0)
        return write(fd, data, size);
    FILE_CALL(ssize_t, KIND_WRITE, send, fd, POLLOUT, fd, data, size,
              flags);
}

EXPORT ssize_t sendto(int fd, const void *data, size_t size, int flags,
                      __CONST_SOCKADDR_ARG to, socklen_t length)
{
    FILE_CALL(ssize_t, KIND_WRITE, sendto, fd, POLLOUT, fd, data, size,
              flags, to, length);
}

EXPORT ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    FILE_CALL(ssize_t, KIND_WRITE, sendmsg, fd, POLLOUT, fd, message,
              flags);
}

EXPORT int accept(int fd, __SOCKADDR_ARG address,
                  socklen_t *restrict length)
{
    FILE_CALL(int, KIND_ACCEPT, accept, fd, POLLIN, fd, address,
              length);
}

EXPORT int accept4(int fd, __SOCKADDR_ARG address,
                   socklen_t *restrict length, int flags)
{
    FILE_CALL(int, KIND_ACCEPT, accept4, fd, POLLIN, fd, address,
              length, flags);
}

EXPORT int connect(int fd, __CONST_SOCKADDR_ARG address,
                   socklen_t length)
{
    if (controlled()) {
        step(&(struct op){.kind = KIND_CONNECT,
                          .pc = CALLER,
                          .address = (uint64_t)fd,
                          .cancellable = true});
        files_release();
    }
    return NEXT(connect)(fd, address, length);
}

EXPORT int shutdown(int fd, int how)
{
    if (controlled()) {
        step(&(struct op){
            .kind = KIND_CLOSE, .pc = CALLER, .address = (uint64_t)fd});
        files_release();
    }
    return NEXT(shutdown)(fd, how);
}

EXPORT int close(int fd)
{
    if (!controlled())
        return NEXT(close)(fd);
    step(&(struct op){.kind = KIND_CLOSE,
                      .pc = CALLER,
                      .address = (uint64_t)fd,
                      .cancellable = true});
    order_file(KIND_WRITE, fd);
    for (uint32_t i = 0; i < n_threads; i++) {
        struct op *op = threads[i]->op;

        if (!threads[i]->ended && op && op->ready == file_ready &&
            op->address == (uint64_t)fd && op->blocked)
            op->arg |= CLOSED;
    }
    timer_closed(fd);
    return NEXT(close)(fd);
}

// poll and its kin: the op carries the question.
struct question {
    struct pollfd *fds;
    nfds_t n;
    fd_set sets[3];
    int nfds, epoll;
    bool own_mask;
    enum { ASK_POLL, ASK_SELECT, ASK_EPOLL } what;
};

static bool answered(struct thread *t, struct op *op)
{
    struct question *q = (void *)(uintptr_t)op->arg;
    struct timeval none = {0, 0};
    fd_set sets[3];

    (void)t;
    switch (q->what) {
    case ASK_POLL:
        return NEXT(poll)(q->fds, q->n, 0) != 0;
    case ASK_EPOLL:
        return fd_ready(q->epoll, POLLIN);
    default:
        memcpy(sets, q->sets, sizeof sets);
        return NEXT(select)(q->nfds, &sets[0], &sets[1], &sets[2],
                            &none) != 0;
    }
}

bool waits_for_file(const struct op *op)
{
    return op->ready == file_ready || op->ready == answered;
}

static enum go ask(struct question *q, uint64_t until, bool wait,
                   uint64_t pc)
{
    struct op op = {.kind = KIND_POLL,
                    .pc = pc,
                    .until = until,
                    .arg = (uint64_t)(uintptr_t)q,
                    .cancellable = true,
                    .interruptible = true,
                    .own_mask = q->own_mask,
                    .address = q->what == ASK_POLL && q->n
                                   ? (uint64_t)q->fds[0].fd
                                   : (uint64_t)q->epoll,
                    .ready = wait ? answered : NULL};

    op.yields = !wait;
    enum go go = step(&op);
    order_file(KIND_POLL, 0);
    return go;
}

static uint64_t after_ms(int ms)
{
    return ms < 0 ? NEVER : now + (uint64_t)ms * 1000000;
}

static int do_poll(struct pollfd *fds, nfds_t n, uint64_t until,
                   bool mask, uint64_t pc)
{
    struct question q = {
        .fds = fds, .n = n, .what = ASK_POLL, .own_mask = mask};

    if (ask(&q, until, until > now, pc) == GO_INTERRUPTED) {
        errno = EINTR;
        return -1;
    }
    int rc = NEXT(poll)(fds, n, 0);
    trace_result(rc);
    return rc;
}

EXPORT int poll(struct pollfd *fds, nfds_t n, int ms)
{
    if (!controlled())
        return NEXT(poll)(fds, n, ms);
    return do_poll(fds, n, after_ms(ms), false, CALLER);
}

EXPORT int ppoll(struct pollfd *fds, nfds_t n,
                 const struct timespec *time, const sigset_t *mask)
{
    if (!controlled())
        return NEXT(ppoll)(fds, n, time, mask);
    uint64_t before = 0;
    uint64_t until = time ? after_of(time) : NEVER;
    if (mask) {
        signal_point(KIND_POLL, CALLER);
        before = signal_swap_mask(signal_bits(mask));
    }
    int rc = do_poll(fds, n, until, mask != NULL, CALLER);
    if (mask)
        signal_swap_mask(before);
    return rc;
}

static void copy_set(fd_set *to, const fd_set *from)
{
    if (from)
        *to = *from;
    else
        FD_ZERO(to);
}

static int do_select(int nfds, fd_set *r, fd_set *w, fd_set *e,
                     uint64_t until, bool mask, uint64_t pc)
{
    struct question q = {.nfds = nfds,
                         .epoll = nfds,
                         .what = ASK_SELECT,
                         .own_mask = mask};
    struct timeval none = {0, 0};

    copy_set(&q.sets[0], r);
    copy_set(&q.sets[1], w);
    copy_set(&q.sets[2], e);
    if (ask(&q, until, until > now, pc) == GO_INTERRUPTED) {
        errno = EINTR;
        return -1;
    }
    return NEXT(select)(nfds, r, w, e, &none);
}

EXPORT int select(int nfds, fd_set *restrict r, fd_set *restrict w,
                  fd_set *restrict e, struct timeval *restrict time)
{
    if (!controlled())
        return NEXT(select)(nfds, r, w, e, time);
    uint64_t until = NEVER;
    if (time)
        until = now + (uint64_t)time->tv_sec * SECOND +
                (uint64_t)time->tv_usec * 1000;
    return do_select(nfds, r, w, e, until, false, CALLER);
}

EXPORT int pselect(int nfds, fd_set *restrict r, fd_set *restrict w,
                   fd_set *restrict e,
                   const struct timespec *restrict time,
                   const sigset_t *restrict mask)
{
    if (!controlled())
        return NEXT(pselect)(nfds, r, w, e, time, mask);
    uint64_t before = 0;
    if (mask) {
        signal_point(KIND_POLL, CALLER);
        before = signal_swap_mask(signal_bits(mask));
    }
    int rc = do_select(nfds, r, w, e, time ? after_of(time) : NEVER,
                       mask != NULL, CALLER);
    if (mask)
        signal_swap_mask(before);
    return rc;
}

static int do_epoll(int fd, struct epoll_event *events, int max,
                    uint64_t until, const sigset_t *mask, uint64_t pc)
{
    struct question q = {
        .epoll = fd, .what = ASK_EPOLL, .own_mask = mask != NULL};
    uint64_t before = 0;

    if (mask) {
        signal_point(KIND_POLL, pc);
        before = signal_swap_mask(signal_bits(mask));
    }
    enum go go = ask(&q, until, until > now, pc);
    int rc = -1;
    if (go == GO_INTERRUPTED)
        errno = EINTR;
    else
        rc = NEXT(epoll_wait)(fd, events, max, 0);
    if (mask)
        signal_swap_mask(before);
    trace_result(rc);
    return rc;
}

// Who gets the event gets what comes with it. No step: part of the one
// that is being made.
EXPORT int epoll_ctl(int fd, int op, int other,
                     struct epoll_event *event)
{
    if (controlled()) {
        touch(TOUCHED_FILES, 0, TOUCH_WRITE);
        files_release();
    }
    return NEXT(epoll_ctl)(fd, op, other, event);
}

EXPORT int epoll_wait(int fd, struct epoll_event *events, int max,
                      int ms)
{
    if (!controlled())
        return NEXT(epoll_wait)(fd, events, max, ms);
    return do_epoll(fd, events, max, after_ms(ms), NULL, CALLER);
}

EXPORT int epoll_pwait(int fd, struct epoll_event *events, int max,
                       int ms, const sigset_t *mask)
{
    if (!controlled())
        return NEXT(epoll_pwait)(fd, events, max, ms, mask);
    return do_epoll(fd, events, max, after_ms(ms), mask, CALLER);
}

#ifdef __GLIBC__
EXPORT int epoll_pwait2(int fd, struct epoll_event *events, int max,
                        const struct timespec *time,
                        const sigset_t *mask)
{
    if (!controlled())
        return NEXT(epoll_pwait2)(fd, events, max, time, mask);
    return do_epoll(fd, events, max, time ? after_of(time) : NEVER,
                    mask, CALLER);
}
#endif
