// edge_read_once.c: reads one byte for each edge, though two may have come.
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <sys/epoll.h>
#include <unistd.h>

static int ends[2], set;

static void *writer(void *arg)
{
    for (int i = 0; i < 2; i++)
        if (write(ends[1], "x", 1) != 1)
            return NULL;
    return arg;
}

int main(void)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET};
    pthread_t thread;
    char bytes[2];
    int left = 2;
    if (pipe(ends) != 0)
        return 1;
    set = epoll_create1(0);
    epoll_ctl(set, EPOLL_CTL_ADD, ends[0], &event);
    pthread_create(&thread, NULL, writer, NULL);
    while (left > 0) {
        epoll_wait(set, &event, 1, -1);
        left -= (int)read(ends[0], bytes, 1);
    }
    pthread_join(thread, NULL);
    return 0;
}
