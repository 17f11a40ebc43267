// given_by_file.c: a number that goes from thread to thread by what the kernel
// does to a file.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct way {
    void (*give)(void);
    void (*take)(void);
    int number;
};

// The kernel chooses the name.
static struct sockaddr_un address = {.sun_family = AF_UNIX};
static socklen_t length = sizeof address.sun_family;
static int pipe_ends[2], line[2], narrow[2], ends[2];
static int queue, event, door;
static FILE *out;

static void must(int ok)
{
    if (!ok)
        _exit(1);
}

static void print_it(void)
{
    fputs("x", out);
    fflush(out);
}

static void read_line(void)
{
    char byte;
    must(read(line[0], &byte, 1) == 1);
}

static void make_room(void)
{
    char bytes[4096];
    must(read(narrow[0], bytes, sizeof bytes) == sizeof bytes);
}

static void write_when_there_is_room(void)
{
    must(write(narrow[1], "x", 1) == 1);
}

static void add_to_queue(void)
{
    struct epoll_event wanted = {.events = EPOLLIN};
    must(epoll_ctl(queue, EPOLL_CTL_ADD, event, &wanted) == 0);
}

static void wait_in_queue(void)
{
    struct epoll_event got;
    must(epoll_wait(queue, &got, 1, -1) == 1);
}

static void close_end(void)
{
    close(pipe_ends[1]);
}

static void read_to_end(void)
{
    char byte;
    must(read(pipe_ends[0], &byte, 1) == 0);
}

static void shut_down(void)
{
    shutdown(ends[1], SHUT_WR);
}

static void select_end(void)
{
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    must(select(ends[0] + 1, &set, NULL, NULL, NULL) == 1);
}

static void knock(void)
{
    int file = socket(AF_UNIX, SOCK_STREAM, 0);
    must(connect(file, (void *)&address, length) == 0);
    close(file);
}

static void let_in(void)
{
    close(accept(door, NULL, NULL));
}

static void *task(void *arg)
{
    struct way *way = arg;
    way->number = 1;
    way->give();
    return NULL;
}

static void open_all(void)
{
    char bytes[4096];
    memset(bytes, 0, sizeof bytes);
    must(pipe(pipe_ends) == 0 && pipe(line) == 0 && pipe(narrow) == 0);
    must(fcntl(narrow[1], F_SETPIPE_SZ, sizeof bytes) == sizeof bytes);
    must(write(narrow[1], bytes, sizeof bytes) == sizeof bytes);
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0);
    out = fdopen(line[1], "w");
    queue = epoll_create1(0);
    event = eventfd(1, 0);
    door = socket(AF_UNIX, SOCK_STREAM, 0);
    must(bind(door, (void *)&address, length) == 0);
    length = sizeof address;
    must(getsockname(door, (void *)&address, &length) == 0);
    must(listen(door, 1) == 0);
}

int main(void)
{
    static struct way ways[] = {
        {print_it, read_line, 0},
        {make_room, write_when_there_is_room, 0},
        {add_to_queue, wait_in_queue, 0},
        {close_end, read_to_end, 0},
        {shut_down, select_end, 0},
        {knock, let_in, 0}};
    pthread_t thread;
    int sum = 0;
    open_all();
    for (int i = 0; i < 6; i++) {
        pthread_create(&thread, NULL, task, &ways[i]);
        ways[i].take();
        sum += ways[i].number;
        pthread_join(thread, NULL);
    }
    return sum != 6;
}
