// program.c: find the program, and say at once if it cannot be controlled.

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "../cc/hooks.h"
#include "front.h"

static bool is_executable_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           access(path, X_OK) == 0;
}

static char *join_path(const char *dir, size_t length, const char *name)
{
    char *path = allocate(length + strlen(name) + 3);
    if (length == 0)
        sprintf(path, "./%s", name);
    else
        sprintf(path, "%.*s/%s", (int)length, dir, name);
    return path;
}

// NULL if no directory of PATH holds it.
static char *search_path(const char *name)
{
    const char *dirs = getenv("PATH");
    if (!dirs)
        dirs = "/usr/local/bin:/usr/bin:/bin";
    for (;;) {
        size_t length = strcspn(dirs, ":");
        char *path = join_path(dirs, length, name);
        if (is_executable_file(path))
            return path;
        free(path);
        if (dirs[length] == '\0')
            return NULL;
        dirs += length + 1;
    }
}

struct program find_program(char **argv)
{
    const char *name = argv[0];
    struct program program = {.argv = argv};
    if (!strchr(name, '/')) {
        program.path = search_path(name);
        if (!program.path && access(name, F_OK) == 0)
            fail(STATUS_NOT_FOUND,
                 "no program '%s' on PATH; "
                 "for the file here write ./%s",
                 name, name);
        if (!program.path)
            fail(STATUS_NOT_FOUND, "no program '%s' on PATH", name);
        return program;
    }
    struct stat st;
    if (stat(name, &st) != 0)
        fail(STATUS_NOT_FOUND, "cannot run %s: %s", name,
             strerror(errno));
    if (!is_executable_file(name))
        fail(STATUS_REFUSED, "cannot run %s: not an executable file",
             name);
    program.path = strdup(name);
    return program;
}

// A file in memory; the offsets in it are checked before use.
struct image {
    const unsigned char *data;
    size_t size;
};

static struct image map_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        fail(STATUS_REFUSED, "cannot read %s: %s", path,
             strerror(errno));
    struct image image = {.size = (size_t)st.st_size};
    if (image.size > 0)
        image.data =
            mmap(NULL, image.size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (image.size == 0 || image.data == MAP_FAILED)
        image = (struct image){(const unsigned char *)"", 0};
    close(fd);
    return image;
}

static bool holds(const struct image *image, uint64_t from, uint64_t n)
{
    return from <= image->size && n <= image->size - from;
}

static const ElfW(Ehdr) * header_of(const struct image *image)
{
    if (!holds(image, 0, sizeof(ElfW(Ehdr))) ||
        memcmp(image->data, ELFMAG, SELFMAG) != 0)
        return NULL;
    return (const ElfW(Ehdr) *)image->data;
}

// The first segment of this type, or NULL.
static const ElfW(Phdr) *
    segment(const struct image *image, uint32_t type)
{
    const ElfW(Ehdr) *header = header_of(image);
    uint64_t size = (uint64_t)header->e_phnum * sizeof(ElfW(Phdr));
    if (!holds(image, header->e_phoff, size))
        return NULL;
    const ElfW(Phdr) *all =
        (const ElfW(Phdr) *)(image->data + header->e_phoff);
    for (int i = 0; i < header->e_phnum; i++) {
        if (all[i].p_type == type &&
            holds(image, all[i].p_offset, all[i].p_filesz))
            return &all[i];
    }
    return NULL;
}

// File name of the dynamic loader, or NULL if the program has none.
static const char *loader_of(const struct image *image)
{
    const ElfW(Phdr) *interp = segment(image, PT_INTERP);
    if (!interp || interp->p_filesz == 0)
        return NULL;
    const char *path = (const char *)image->data + interp->p_offset;
    if (path[interp->p_filesz - 1] != '\0')
        return NULL;
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool names(const struct image *image, const char *mark)
{
    return memmem(image->data, image->size, mark, strlen(mark));
}

// A sanitizer's runtime starts threads of its own or cannot bear a fork
// before main. gcc names it as a library, clang puts it into the program
// and exports its functions; both leave these strings in the file.
static bool is_sanitized(const struct image *image)
{
    static const char *const marks[] = {
        "__asan_init",
        "libtsan.so",
        "libasan.so",
    };
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (names(image, marks[i]))
            return true;
    }
    return names(image, "__tsan_init") && !names(image, HOOKS_MARK);
}

static void require_elf(const struct program *program,
                        const struct image *image)
{
    if (holds(image, 0, 2) && memcmp(image->data, "#!", 2) == 0)
        fail(STATUS_REFUSED,
             "%s is a script; to control the programs "
             "that it starts: interleave --only DIR %s",
             program->argv[0], program->argv[0]);
    if (!header_of(image))
        fail(STATUS_REFUSED,
             "%s is not a compiled program (no ELF "
             "file)",
             program->argv[0]);
}

static void require_unprivileged(const struct program *program)
{
    struct stat st;
    if (stat(program->path, &st) == 0 &&
        (st.st_mode & (S_ISUID | S_ISGID)))
        fail(STATUS_REFUSED,
             "%s is set-user-id or set-group-id: the "
             "system lets nobody control it; run a copy without",
             program->argv[0]);
    if (getxattr(program->path, "security.capability", NULL, 0) > 0)
        fail(STATUS_REFUSED,
             "%s has file capabilities: the system lets "
             "nobody control it; run a copy without",
             program->argv[0]);
}

void require_controllable(struct program *program)
{
    struct image image = map_file(program->path);
    require_elf(program, &image);
    require_unprivileged(program);

    struct image own = map_file("/proc/self/exe");
    const ElfW(Ehdr) *theirs = header_of(&image);
    const ElfW(Ehdr) *ours = header_of(&own);
    if (theirs->e_ident[EI_CLASS] != ours->e_ident[EI_CLASS] ||
        theirs->e_ident[EI_DATA] != ours->e_ident[EI_DATA] ||
        theirs->e_machine != ours->e_machine)
        fail(STATUS_REFUSED,
             "%s is built for another kind of machine "
             "than interleave",
             program->argv[0]);

    const char *loader = loader_of(&image);
    if (!loader)
        fail(STATUS_REFUSED,
             "%s is statically linked, so interleave "
             "cannot control it; link it without -static",
             program->argv[0]);
    const char *expected = loader_of(&own);
    if (expected && strcmp(loader, expected) != 0)
        fail(STATUS_REFUSED,
             "%s uses another C library (%s) than "
             "interleave (%s)",
             program->argv[0], loader, expected);
    program->sanitized = is_sanitized(&image);
    program->instrumented = names(&image, HOOKS_MARK);
    munmap((void *)image.data, image.size);
    munmap((void *)own.data, own.size);
}
