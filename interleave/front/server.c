// server.c: runs one schedule after the other. The program is started
// once, as a fork server that stands before main; each schedule is a
// fork of it. Programs under a sanitizer are started anew each time.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front.h"

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void on_tick(int number)
{
    (void)number;
}

// Waiting for a run must end when the user interrupts or the guard's time
// is over: a timer makes blocking calls return with EINTR now and then.
static void start_ticking(void)
{
    struct sigaction action = {.sa_handler = on_tick};
    sigaction(SIGALRM, &action, NULL);
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct itimerval often = {{0, 200000}, {0, 200000}};
    setitimer(ITIMER_REAL, &often, NULL);
}

static int memory_file(const char *name)
{
    int fd = memfd_create(name, MFD_CLOEXEC);
    if (fd < 0)
        fail(STATUS_FAILED, "cannot make a file in memory: %s",
             strerror(errno));
    return fd;
}

// A pipe that nobody ever writes to must not hold up the search.
static bool input_comes(void)
{
    struct stat st;
    if (fstat(STDIN_FILENO, &st) != 0 || isatty(STDIN_FILENO))
        return false;
    if (S_ISREG(st.st_mode))
        return true;
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&in, 1, 1000) > 0)
        return true;
    warn("nothing came on standard input within a second; "
         "the program gets an empty one");
    return false;
}

// Every schedule reads the same input from its beginning.
static int copy_of_input(void)
{
    int copy = memory_file("stdin");
    if (!input_comes())
        return copy;
    char block[65536];
    ssize_t n;
    while ((n = read(STDIN_FILENO, block, sizeof(block))) > 0) {
        if (write(copy, block, (size_t)n) != n)
            fail(STATUS_FAILED, "cannot copy standard input: %s",
                 strerror(errno));
    }
    return copy;
}

static void map_shared(struct server *server)
{
    server->shared_fd = memory_file("interleave");
    if (ftruncate(server->shared_fd, sizeof(struct shared)) != 0)
        fail(STATUS_FAILED, "cannot make shared memory: %s",
             strerror(errno));
    server->shared =
        mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
             MAP_SHARED, server->shared_fd, 0);
    if (server->shared == MAP_FAILED)
        fail(STATUS_FAILED, "cannot map shared memory: %s",
             strerror(errno));
    server->shared->abi = SHARED_ABI;
}

// Hands `fd` on under a number that the program's own files won't get,
// so that its first open() returns 3 as usual.
static void pass_on(const char *variable, int fd)
{
    int high = fcntl(fd, F_DUPFD, 900);
    if (high < 0)
        high = fcntl(fd, F_DUPFD, 100);
    char text[16];
    snprintf(text, sizeof(text), "%d", high);
    setenv(variable, text, 1);
}

_Noreturn static void become_program(const struct server *server,
                                     int control)
{
    setpgid(0, 0);
    pass_on(ENV_SHARED_FD, server->shared_fd);
    if (control >= 0)
        pass_on(ENV_CONTROL_FD, control);
    dup2(server->input, STDIN_FILENO);
    dup2(server->output, STDOUT_FILENO);
    dup2(server->errors, STDERR_FILENO);
    execv(server->program->path, server->program->argv);
    _exit(STATUS_REFUSED);
}

static void launch(struct server *server, int control)
{
    server->pid = fork();
    if (server->pid < 0)
        fail(STATUS_FAILED, "cannot fork: %s", strerror(errno));
    if (server->pid == 0)
        become_program(server, control);
    setpgid(server->pid, server->pid);
}

// All that the program started is in its process group.
static int end_process(struct server *server)
{
    int status = 0;
    kill(-server->pid, SIGKILL);
    while (waitpid(server->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

// One byte from the fork server: 'h' or 'd'; 0 if it died; -1 if it did
// not answer within the guard's time.
static int await_byte(struct server *server)
{
    double deadline = 0;
    for (;;) {
        char byte;
        ssize_t n = recv(server->control, &byte, 1, 0);
        if (n == 1)
            return byte;
        if (n == 0 || errno != EINTR)
            return 0;
        if (interrupted)
            return -1;
        if (deadline == 0)
            deadline = now() + server->guard;
        else if (now() > deadline)
            return -1;
    }
}

_Noreturn static void fail_to_start(struct server *server)
{
    int status = end_process(server);
    struct buffer errors = {NULL, 0, 0};
    read_output(server->errors, &errors);
    fwrite(errors.data, 1, errors.size, stderr);
    if (WIFEXITED(status) && WEXITSTATUS(status) == STATUS_REFUSED)
        fail(STATUS_REFUSED, "%s cannot be controlled",
             server->program->argv[0]);
    fail(STATUS_FAILED, "%s did not get as far as main",
         server->program->argv[0]);
}

static void start_fork_server(struct server *server)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        fail(STATUS_FAILED, "cannot make a socket: %s",
             strerror(errno));
    launch(server, pair[1]);
    close(pair[1]);
    server->control = pair[0];
    if (await_byte(server) != 'h')
        fail_to_start(server);
}

void start_server(struct server *server, const struct program *program,
                  double guard)
{
    *server = (struct server){
        .program = program,
        .control = -1,
        .guard = guard,
    };
    map_shared(server);
    server->input = copy_of_input();
    server->output = memory_file("stdout");
    server->errors = memory_file("stderr");
    // Appending, so that emptying the file is all that a new run needs.
    fcntl(server->output, F_SETFL, O_APPEND);
    fcntl(server->errors, F_SETFL, O_APPEND);
    enter_control();
    start_ticking();
    if (!program->sanitized)
        start_fork_server(server);
}

void stop_server(struct server *server)
{
    if (server->control < 0)
        return;
    close(server->control);
    end_process(server);
    server->control = -1;
}

// Forking from a process that was killed is not possible; start again.
static void restart(struct server *server)
{
    close(server->control);
    start_fork_server(server);
}

static void run_in_fork(struct server *server)
{
    int answer = 0;
    if (send(server->control, "r", 1, MSG_NOSIGNAL) == 1)
        answer = await_byte(server);
    if (answer == 'd' || interrupted)
        return;
    server->hung = answer < 0;
    // Perhaps the program killed its process group, the server with it.
    int status = end_process(server);
    if (!server->hung)
        server->shared->result.wait_status = status;
    restart(server);
}

static void run_anew(struct server *server)
{
    launch(server, -1);
    double deadline = now() + server->guard;
    int status;
    while (waitpid(server->pid, &status, 0) < 0) {
        server->hung = now() > deadline;
        if (!server->hung && !interrupted)
            continue;
        status = end_process(server);
        break;
    }
    server->shared->result.wait_status = status;
}

static void empty(int fd)
{
    if (lseek(fd, 0, SEEK_END) > 0 && ftruncate(fd, 0) != 0)
        fail(STATUS_FAILED, "cannot empty the output: %s",
             strerror(errno));
}

bool run_schedule(struct server *server)
{
    server->hung = false;
    memset(&server->shared->result, 0, sizeof(server->shared->result));
    lseek(server->input, 0, SEEK_SET);
    empty(server->output);
    empty(server->errors);
    if (server->control >= 0)
        run_in_fork(server);
    else
        run_anew(server);
    server->interrupted = interrupted;
    return !interrupted;
}

void read_output(int fd, struct buffer *buffer)
{
    off_t end = lseek(fd, 0, SEEK_END);
    size_t size = end > 0 ? (size_t)end : 0;
    if (size + 1 > buffer->capacity) {
        buffer->capacity = 2 * size + 256;
        buffer->data = reallocate(buffer->data, buffer->capacity);
    }
    ssize_t n = size > 0 ? pread(fd, buffer->data, size, 0) : 0;
    buffer->size = n > 0 ? (size_t)n : 0;
    buffer->data[buffer->size] = '\0';
}
