// tool.c: run a tool of the system and read what it prints.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "front.h"
#include "show.h"

// The tool itself must not run under the library.
_Noreturn static void become_tool(const char *const argv[], int in,
                                  int out)
{
    unsetenv("LD_PRELOAD");
    unsetenv("LD_BIND_NOW");
    setenv("LC_ALL", "C", 1);
    dup2(in, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0)
        dup2(null, STDERR_FILENO);
    execvp(argv[0], (char *const *)argv);
    _exit(STATUS_NOT_FOUND);
}

static char *read_file(int fd)
{
    struct buffer buffer = {NULL, 0, 0};
    read_output(fd, &buffer);
    return buffer.data;
}

// Both ends are files in memory: no pipe can fill up.
char *run_tool(const char *const argv[], const char *input,
               size_t input_size)
{
    int in = memfd_create("input", MFD_CLOEXEC);
    int out = memfd_create("output", MFD_CLOEXEC);
    if (in < 0 || out < 0 ||
        write(in, input, input_size) != (ssize_t)input_size)
        fail(STATUS_FAILED, "cannot make a file in memory: %s",
             strerror(errno));
    lseek(in, 0, SEEK_SET);
    pid_t pid = fork();
    if (pid == 0)
        become_tool(argv, in, out);
    int status = -1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    char *text = status == 0 ? read_file(out) : NULL;
    close(in);
    close(out);
    return text;
}
