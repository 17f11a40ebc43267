// start.c: from the program's start to its main, and its exit.
//
// __libc_start_main is replaced, so that we stand between the program's
// constructors and its main. As a fork server, the process stays there
// and forks once for each schedule.

#include "core.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

bool is_server_child;
bool under_tsan, sanitized;
const char *variables_start, *variables_end;
static bool wanted; // this executable is to be controlled
static int control_fd = -1;
static int (*program_main)(int, char **, char **);

void *next_symbol(const char *name)
{
    void *symbol = dlsym(RTLD_NEXT, name);

    if (!symbol) {
        dprintf(2, "interleave: the C library has no %s\n", name);
        _exit(STATUS_FAILED);
    }
    return symbol;
}

// With --only, whether this program lies below that directory.
static bool is_below(const char *directory)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    size_t length = strlen(directory);

    if (n < 0)
        return false;
    path[n] = '\0';
    return strncmp(path, directory, length) == 0 && path[length] == '/';
}

static void add_variables(const char *start, size_t size)
{
    if (!variables_start || start < variables_start)
        variables_start = start;
    if (start + size > variables_end)
        variables_end = start + size;
}

static int find_program(struct dl_phdr_info *info, size_t size,
                        void *arg)
{
    (void)size, (void)arg;
    shared->exe_base = info->dlpi_addr;
    shared->exe_start = UINT64_MAX;
    shared->exe_end = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uint64_t start = info->dlpi_addr + p->p_vaddr;

        if (p->p_type == PT_LOAD && p->p_flags & PF_W)
            add_variables((const char *)(uintptr_t)start, p->p_memsz);
        if (p->p_type != PT_LOAD || !(p->p_flags & PF_X))
            continue;
        if (start < shared->exe_start)
            shared->exe_start = start;
        if (start + p->p_memsz > shared->exe_end)
            shared->exe_end = start + p->p_memsz;
    }
    return 1; // the program comes first; no more
}

// Where the code of a sanitizer's runtime lies: what it calls for itself
// is not the program's doing.
static uint64_t runtime_start, runtime_end;

static int find_runtime(struct dl_phdr_info *info, size_t size,
                        void *arg)
{
    (void)size, (void)arg;
    if (!info->dlpi_name || !(strstr(info->dlpi_name, "libasan") ||
                              strstr(info->dlpi_name, "libtsan") ||
                              strstr(info->dlpi_name, "liblsan")))
        return 0;
    runtime_start = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uint64_t end = info->dlpi_addr + p->p_vaddr + p->p_memsz;

        if (p->p_type == PT_LOAD && end > runtime_end)
            runtime_end = end;
    }
    return 1;
}

bool in_runtime(uint64_t pc)
{
    return pc >= runtime_start && pc < runtime_end;
}

// clang links its runtime into the program, where its own versions of
// the calls come before ours.
static void refuse_static_tsan(void)
{
    uint64_t init =
        (uint64_t)(uintptr_t)dlsym(RTLD_DEFAULT, "__tsan_init");

    if (!init || in_runtime(init))
        return;
    dprintf(2, "interleave: this program has clang's ThreadSanitizer"
               " linked into it and cannot be controlled; build it with"
               " gcc -fsanitize=thread\n");
    _exit(STATUS_REFUSED);
}

static void map_shared(void)
{
    const char *fd = getenv(ENV_SHARED_FD);
    int flags = fd ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS;

    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                  flags | MAP_NORESERVE, fd ? atoi(fd) : -1, 0);
    if (shared == MAP_FAILED) {
        dprintf(2, "interleave: cannot map the shared memory\n");
        _exit(STATUS_FAILED);
    }
    if (fd) {
        if (shared->abi != SHARED_ABI) {
            dprintf(2, "interleave: command and library differ in"
                       " version: install both anew\n");
            _exit(STATUS_FAILED);
        }
        close(atoi(fd));
        is_server_child = true;
    } else {
        shared->request.flags = WANT_RACES;
        shared->request.max_steps = UINT32_MAX;
        shared->request.cpu_ms = 4000;
    }
    dl_iterate_phdr(find_program, NULL);
}

// The program and what it starts must not see our orders; with --only,
// what it starts is to be looked at too.
static void hide_orders(void)
{
    const char *control = getenv(ENV_CONTROL_FD);

    if (control) {
        control_fd = atoi(control);
        prctl(PR_SET_PDEATHSIG,
              SIGKILL); // no orphan, if the command dies
    }
    unsetenv(ENV_SHARED_FD);
    unsetenv(ENV_CONTROL_FD);
    if (!getenv(ENV_ONLY)) {
        unsetenv("LD_PRELOAD");
        unsetenv("LD_BIND_NOW");
    }
}

__attribute__((constructor)) static void load(void)
{
    const char *only = getenv(ENV_ONLY);

    wanted = !only || is_below(only);
    if (!wanted)
        return;
    under_tsan = dlsym(RTLD_DEFAULT, "__tsan_acquire") != NULL;
    sanitized = under_tsan || dlsym(RTLD_DEFAULT, "__asan_init");
    dl_iterate_phdr(find_runtime, NULL);
    refuse_static_tsan();
    map_shared();
    hide_orders();
}

static void begin_result(void)
{
    struct result *r = &shared->result;

    memset(r, 0, sizeof *r);
    r->culprit = NO_THREAD;
    r->hash = 14695981039346656037ull;
}

static void begin(void)
{
    begin_result();
    now = 0;
    self = thread_new();
    running = self;
    threads_begin();
    policy_begin();
    setvbuf(stdout, NULL, _IOLBF, 0);
    watch_begin();
    memory_begin();
    active = true;
}

// Fork a child for each order; returns in the child.
static void serve(void)
{
    char byte = 'h';

    while (write(control_fd, &byte, 1) == 1 &&
           read(control_fd, &byte, 1) == 1) {
        memory_prepare();
        pid_t child = fork();
        if (child == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(control_fd);
            return;
        }
        shared->child = child;
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) < 0)
            _exit(STATUS_FAILED);
        shared->result.wait_status = status;
        byte = 'd';
    }
    _exit(0);
}

// Only here is it known whether the program is wanted: musl makes the
// constructors run between __libc_start_main and main, not before.
static int run_main(int argc, char **argv, char **envp)
{
    if (!wanted)
        return program_main(argc, argv, envp);
    threads_prepare();
    heap_begin();
    if (control_fd >= 0)
        serve();
    begin();
    int status = program_main(argc, argv, envp);
    end_of_process(status, 0);
    return status;
}

// The process ends by itself. Others may still run before it does.
void end_of_process(int status, uint64_t pc)
{
    struct op op = {.kind = KIND_EXIT, .pc = pc};

    if (!controlled())
        return;
    step(&op);
    trace_result(status);
    record_end(OUTCOME_EXIT);
}

typedef int start_main_fn(int (*)(int, char **, char **), int, char **,
                          void (*)(void), void (*)(void),
                          void (*)(void), void *);
start_main_fn __libc_start_main;

EXPORT int __libc_start_main(int (*main)(int, char **, char **),
                             int argc, char **argv, void (*init)(void),
                             void (*fini)(void),
                             void (*rtld_fini)(void), void *stack_end)
{
    program_main = main;
    return NEXT(__libc_start_main)(run_main, argc, argv, init, fini,
                                   rtld_fini, stack_end);
}

EXPORT void exit(int status)
{
    end_of_process(status, CALLER);
    NEXT(exit)(status);
    __builtin_unreachable();
}

EXPORT void _exit(int status)
{
    if (controlled()) {
        end_of_process(status, CALLER);
        active = false;
    }
    NEXT(_exit)(status);
    __builtin_unreachable();
}

EXPORT void _Exit(int status)
{
    if (controlled()) {
        end_of_process(status, CALLER);
        active = false;
    }
    NEXT(_exit)(status);
    __builtin_unreachable();
}
