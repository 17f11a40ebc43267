// run.c: put the library into a program, and the plain run.

#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "front.h"

static bool is_in(const char *dir, const char *place, const char *name,
                  char *path)
{
    int length = snprintf(path, PATH_MAX, "%s/%s%s", dir, place, name);
    return length < PATH_MAX && access(path, R_OK) == 0;
}

// Beside the command where it was built, in ../lib where it is installed.
void find_own(const char *name, char path[])
{
    char dir[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", dir, sizeof(dir) - 1);
    if (length < 0)
        fail(STATUS_FAILED, "cannot read /proc/self/exe: %s",
             strerror(errno));
    dir[length] = '\0';
    *strrchr(dir, '/') = '\0';
    if (!is_in(dir, "", name, path) &&
        !is_in(dir, "../lib/interleave/", name, path))
        fail(STATUS_FAILED,
             "no %s in %s or %s/../lib/interleave; build "
             "or install interleave again",
             name, dir, dir);
}

static void find_library(char path[PATH_MAX])
{
    find_own("libinterleave.so", path);
    if (strpbrk(path, ": "))
        fail(STATUS_FAILED,
             "the path of %s has a space or a colon, "
             "which LD_PRELOAD cannot hold; move interleave",
             path);
}

// Set `name` to `value`, or to both if it has a value already.
static void add_to_environment(const char *name, const char *value,
                               bool first)
{
    const char *old = getenv(name);
    if (!old || *old == '\0') {
        setenv(name, value, 1);
        return;
    }
    char *both = allocate(strlen(old) + strlen(value) + 2);
    sprintf(both, "%s:%s", first ? value : old, first ? old : value);
    setenv(name, both, 1);
    free(both);
}

// Hand-overs between threads are three times faster on one CPU, and
// nothing is lost: one thread runs at a time. Commands that run side by
// side spread over the CPUs by their process ids.
static void pin_to_one_cpu(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        return;
    int skip = (int)(getpid() % CPU_COUNT(&allowed));
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET(cpu, &allowed) || skip-- > 0)
            continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        sched_setaffinity(0, sizeof(one), &one);
        return;
    }
}

static void preload_library(void)
{
    char library[PATH_MAX];
    find_library(library);
    add_to_environment("LD_PRELOAD", library, true);
    // AddressSanitizer wants to be the first library, and is not.
    add_to_environment("ASAN_OPTIONS", "verify_asan_link_order=0",
                       false);
    // A failure costs repeatable addresses only.
    personality(ADDR_NO_RANDOMIZE | (unsigned)personality(0xffffffff));
}

void enter_control(void)
{
    preload_library();
    setenv("LD_BIND_NOW", "1", 1);
    pin_to_one_cpu();
}

void run_plain(const struct program *program, const char *only)
{
    if (only) {
        preload_library();
        setenv(ENV_ONLY, only, 1);
    } else {
        enter_control();
    }
    execv(program->path, program->argv);
    fail(STATUS_REFUSED, "cannot run %s: %s", program->argv[0],
         strerror(errno));
}
