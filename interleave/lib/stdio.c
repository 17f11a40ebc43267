// stdio.c: what the program prints is a step: the order of two threads'
// lines is decided there, and the timeline shows the text.
//
// Formatting happens inside the step, in one piece, as POSIX has it: a
// stream is locked during a call.

// The C library must not define inline what is replaced here.
#define __NO_INLINE__
#include "core.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#undef putc
#undef putchar

static bool recording(void)
{
    return shared->request.flags & WANT_EVENTS;
}

// flockfile's lock: a recursive mutex at the stream's address.
static struct object *lock_of(FILE *file)
{
    struct object *o = object_find(file, CLASS_MUTEX);

    if (!o) {
        o = object_new(file, CLASS_MUTEX);
        o->type = PTHREAD_MUTEX_RECURSIVE;
        o->stream = true;
    }
    return o;
}

static bool stream_free(struct thread *t, struct op *op)
{
    return mutex_free(op->object) || op->object->owner == t->id;
}

static void print_step(uint64_t pc, FILE *file)
{
    struct object *lock = object_find(file, CLASS_MUTEX);
    struct op op = {.kind = KIND_OUTPUT,
                    .pc = pc,
                    .object = lock,
                    .address = (uint64_t)fileno(file),
                    .arg = (uint64_t)(uintptr_t)file,
                    .ready = lock ? stream_free : NULL};
    int saved = errno;

    step(&op);
    if (fileno(file) > 2) // it may lead to another thread
        files_release();
    errno = saved;
}

EXPORT void flockfile(FILE *file)
{
    if (!controlled()) {
        NEXT(flockfile)(file);
        return;
    }
    lock_of(file);
    mutex_lock((pthread_mutex_t *)file, KIND_MUTEX_LOCK, NEVER, CALLER);
}

EXPORT int ftrylockfile(FILE *file)
{
    if (!controlled())
        return NEXT(ftrylockfile)(file);
    lock_of(file);
    return mutex_lock((pthread_mutex_t *)file, KIND_MUTEX_TRYLOCK,
                      NEVER, CALLER);
}

EXPORT void funlockfile(FILE *file)
{
    if (!controlled()) {
        NEXT(funlockfile)(file);
        return;
    }
    lock_of(file);
    mutex_unlock((pthread_mutex_t *)file, CALLER);
}

static void print_text(const char *text, size_t length)
{
    if (recording())
        trace_text(text, length);
}

static int print(FILE *file, const char *format, va_list args,
                 uint64_t pc)
{
    va_list again;

    va_copy(again, args);
    print_step(pc, file);
    access_format(format, args, pc);
    if (recording()) {
        char text[400];
        int n = vsnprintf(text, sizeof text, format, again);
        if (n > 0)
            print_text(text, (size_t)n < sizeof text ? (size_t)n
                                                     : sizeof text - 1);
    }
    va_end(again);
    return NEXT(vfprintf)(file, format, args);
}

#define PRINT(file, last)                                              \
    va_list args;                                                      \
    va_start(args, last);                                              \
    int n = controlled() ? print(file, last, args, CALLER)             \
                         : NEXT(vfprintf)(file, last, args);           \
    va_end(args);                                                      \
    return n

EXPORT int printf(const char *restrict format, ...)
{
    PRINT(stdout, format);
}

EXPORT int fprintf(FILE *restrict file, const char *restrict format,
                   ...)
{
    PRINT(file, format);
}

EXPORT int vprintf(const char *restrict format, va_list args)
{
    return controlled() ? print(stdout, format, args, CALLER)
                        : NEXT(vfprintf)(stdout, format, args);
}

EXPORT int vfprintf(FILE *restrict file, const char *restrict format,
                    va_list args)
{
    return controlled() ? print(file, format, args, CALLER)
                        : NEXT(vfprintf)(file, format, args);
}

// What _FORTIFY_SOURCE makes of them.
int __printf_chk(int flag, const char *format, ...);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);

EXPORT int __printf_chk(int flag, const char *format, ...)
{
    (void)flag;
    PRINT(stdout, format);
}

EXPORT int __fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    (void)flag;
    PRINT(file, format);
}

static void print_string(const char *text, uint64_t pc, FILE *file)
{
    print_step(pc, file);
    access_text(text, strlen(text) + 1, ACCESS_READ, pc);
    print_text(text, strlen(text));
}

EXPORT int puts(const char *text)
{
    if (controlled())
        print_string(text, CALLER, stdout);
    return NEXT(puts)(text);
}

EXPORT int fputs(const char *restrict text, FILE *restrict file)
{
    if (controlled())
        print_string(text, CALLER, file);
    return NEXT(fputs)(text, file);
}

static void print_char(int c, FILE *file, uint64_t pc)
{
    char byte = (char)c;

    if (!controlled())
        return;
    print_step(pc, file);
    print_text(&byte, 1);
}

EXPORT int putchar(int c)
{
    print_char(c, stdout, CALLER);
    return NEXT(fputc)(c, stdout);
}

EXPORT int fputc(int c, FILE *file)
{
    print_char(c, file, CALLER);
    return NEXT(fputc)(c, file);
}

EXPORT int putc(int c, FILE *file)
{
    print_char(c, file, CALLER);
    return NEXT(fputc)(c, file);
}

EXPORT size_t fwrite(const void *restrict data, size_t size, size_t n,
                     FILE *restrict file)
{
    if (controlled()) {
        uint64_t pc = CALLER;
        print_step(pc, file);
        access_text(data, size * n, ACCESS_READ, pc);
        print_text(data, size * n);
    }
    return NEXT(fwrite)(data, size, n, file);
}
