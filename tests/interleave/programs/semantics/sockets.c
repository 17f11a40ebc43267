// sockets.c: threads that talk through sockets of three kinds.
#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "semantics.h"

static struct sockaddr_storage address;
static socklen_t length;

static void talk_first(int fd)
{
    char word[8] = "";
    SAME(send(fd, "ping", 4, 0), 4);
    SAME(recv(fd, word, 4, MSG_WAITALL), 4);
    SAME(strcmp(word, "pong"), 0);
    SAME(shutdown(fd, SHUT_WR), 0);
    SAME(read(fd, word, 1), 0);
    close(fd);
}

static void answer(int fd)
{
    char word[8] = "";
    SAME(recv(fd, word, 4, MSG_WAITALL), 4);
    SAME(strcmp(word, "ping"), 0);
    SAME(write(fd, "pong", 4), 4);
    SAME(recv(fd, word, 1, 0), 0);
    close(fd);
}

static void *answer_one(void *arg)
{
    answer((int)(intptr_t)arg);
    return NULL;
}

static void *connect_and_talk(void *arg)
{
    int fd = socket(address.ss_family, SOCK_STREAM, 0);
    SAME(connect(fd, (struct sockaddr *)&address, length), 0);
    talk_first(fd);
    return arg;
}

// Serve two clients that connect at the same time.
static void serve(void)
{
    int listener = socket(address.ss_family, SOCK_STREAM, 0);
    SAME(bind(listener, (struct sockaddr *)&address, length), 0);
    if (address.ss_family == AF_INET)
        getsockname(listener, (struct sockaddr *)&address, &length);
    SAME(listen(listener, 2), 0);
    pthread_t clients[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&clients[i], NULL, connect_and_talk, NULL);
    for (int i = 0; i < 2; i++)
        answer(accept(listener, NULL, NULL));
    for (int i = 0; i < 2; i++)
        pthread_join(clients[i], NULL);
    close(listener);
}

int main(void)
{
    int ends[2];
    SAME(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    pthread_t thread;
    void *other = (void *)(intptr_t)ends[1];
    pthread_create(&thread, NULL, answer_one, other);
    talk_first(ends[0]);
    pthread_join(thread, NULL);

    // A name that is no file: it begins with a zero.
    struct sockaddr_un *name = (struct sockaddr_un *)&address;
    name->sun_family = AF_UNIX;
    snprintf(name->sun_path + 1, 64, "interleave %ld", (long)getpid());
    length = sizeof *name;
    serve();

    struct sockaddr_in *local = (struct sockaddr_in *)&address;
    memset(&address, 0, sizeof address);
    local->sin_family = AF_INET;
    local->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    length = sizeof *local;
    serve();
    return 0;
}
