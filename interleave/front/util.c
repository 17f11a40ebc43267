// util.c: messages, memory, time, text.

#define _POSIX_C_SOURCE 200809L
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "front.h"

static void say(const char *format, va_list arguments)
{
    fflush(stdout);
    fputs("interleave: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

void warn(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
}

void fail(enum status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    exit((int)status);
}

void *reallocate(void *memory, size_t size)
{
    memory = realloc(memory, size > 0 ? size : 1);
    if (!memory)
        fail(STATUS_FAILED, "out of memory");
    return memory;
}

void *allocate(size_t size)
{
    return reallocate(NULL, size);
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

const char *grouped(uint64_t number)
{
    static char texts[8][32];
    static int turn;
    char *text = texts[turn++ % 8];
    char *at = text + sizeof(texts[0]) - 1;
    *at = '\0';
    int digits = 0;
    do {
        if (digits > 0 && digits % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + number % 10);
        digits++;
        number /= 10;
    } while (number > 0);
    return at;
}

char *read_whole_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *data = NULL;
    size_t capacity = 0;
    *size = 0;
    do {
        capacity = 2 * capacity + 4096;
        data = reallocate(data, capacity);
        *size += fread(data + *size, 1, capacity - *size - 1, file);
    } while (*size == capacity - 1);
    bool failed = ferror(file);
    fclose(file);
    data[*size] = '\0';
    if (!failed)
        return data;
    free(data);
    return NULL;
}
