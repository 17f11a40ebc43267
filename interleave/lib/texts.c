// texts.c: strings that functions of the C library read and write for a
// program that `interleave cc` built. What the compiler would rather do
// by itself, such as strcpy, is in cc/runtime.c.

// The C library must not define inline what is replaced here.
#define __NO_INLINE__
#include "core.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// How much of a text is read if at most so many characters are: with its
// end, if that comes before.
static size_t length_within(const char *text, size_t most)
{
    size_t length = strnlen(text, most);

    return length < most ? length + 1 : most;
}

// A va_list that can be handed on by its address.
struct values {
    va_list of;
};

static void take_integer(struct values *values, const char *length)
{
    if (strncmp(length, "ll", 2) == 0 || *length == 'q')
        (void)va_arg(values->of, long long);
    else if (*length == 'l')
        (void)va_arg(values->of, long);
    else if (*length == 'j')
        (void)va_arg(values->of, intmax_t);
    else if (*length == 'z')
        (void)va_arg(values->of, size_t);
    else if (*length == 't')
        (void)va_arg(values->of, ptrdiff_t);
    else
        (void)va_arg(values->of, int);
}

// `most`: of the characters that are read; below 0: all of them.
static void take_string(struct values *values, bool wide, int most,
                        uint64_t pc)
{
    const char *text = va_arg(values->of, const char *);

    if (!text || wide)
        return;
    access_text(text,
                length_within(text, most < 0 ? SIZE_MAX : (size_t)most),
                ACCESS_READ, pc);
}

// Digits, or a `*` that takes a value. -1: neither.
static int take_number(struct values *values, const char **at)
{
    int number = -1;

    if (**at == '*') {
        ++*at;
        return va_arg(values->of, int);
    }
    for (; **at >= '0' && **at <= '9'; ++*at)
        number = (number < 0 ? 0 : number) * 10 + (**at - '0');
    return number;
}

// Takes the values of one conversion, of what stands behind its `%`.
// Returns what follows it; NULL if it is none that is known here.
static const char *take_conversion(struct values *values,
                                   const char *at, uint64_t pc)
{
    int most = -1;

    at += strspn(at, "-+ #0'I");
    take_number(values, &at);
    if (*at == '.') {
        at++;
        most = take_number(values, &at);
        if (most < 0 && at[-1] == '.')
            most = 0; // nothing behind the point
    }
    const char *length = at;
    at += strspn(at, "hlLqjzt");
    if (*at == 'c' && *length == 'l')
        (void)va_arg(values->of, wint_t);
    else if (*at && strchr("diouxXcb", *at))
        take_integer(values, length);
    else if (*at && strchr("aAeEfFgG", *at) && *length == 'L')
        (void)va_arg(values->of, long double);
    else if (*at && strchr("aAeEfFgG", *at))
        (void)va_arg(values->of, double);
    else if (*at == 's')
        take_string(values, *length == 'l', most, pc);
    else if (*at == 'p' || *at == 'n')
        (void)va_arg(values->of, void *);
    else if (*at != '%' && *at != 'm')
        return NULL; // as `%1$s`, whose values come in another order
    return at + 1;
}

void access_format(const char *format, va_list args, uint64_t pc)
{
    struct values values;

    va_copy(values.of, args);
    for (const char *at = format; at && (at = strchr(at, '%'));)
        at = take_conversion(&values, at + 1, pc);
    va_end(values.of);
}

// ---- the functions ----------------------------------------------------

static bool is_watched(void)
{
    return instrumented && controlled();
}

static int format_into(char *to, size_t size, const char *format,
                       va_list args, uint64_t pc)
{
    va_list again;

    // Others may go on there, and change what is to be formatted.
    access_format(format, args, pc);
    va_copy(again, args);
    int length = NEXT(vsnprintf)(NULL, 0, format, again);
    va_end(again);
    if (length >= 0 && size > 0)
        access_text(to,
                    (size_t)length < size ? (size_t)length + 1 : size,
                    ACCESS_WRITE, pc);
    return NEXT(vsnprintf)(to, size, format, args);
}

#define FORMAT(to, size, last)                                         \
    va_list args;                                                      \
    va_start(args, last);                                              \
    int n = is_watched() ? format_into(to, size, last, args, CALLER)   \
                         : NEXT(vsnprintf)(to, size, last, args);      \
    va_end(args);                                                      \
    return n

EXPORT int snprintf(char *restrict to, size_t size,
                    const char *restrict format, ...)
{
    FORMAT(to, size, format);
}

EXPORT int sprintf(char *restrict to, const char *restrict format, ...)
{
    FORMAT(to, (size_t)INT32_MAX, format);
}

EXPORT int vsnprintf(char *restrict to, size_t size,
                     const char *restrict format, va_list args)
{
    return is_watched() ? format_into(to, size, format, args, CALLER)
                        : NEXT(vsnprintf)(to, size, format, args);
}

EXPORT char *strdup(const char *text)
{
    if (is_watched())
        access_text(text, strlen(text) + 1, ACCESS_READ, CALLER);
    return NEXT(strdup)(text);
}

EXPORT char *strndup(const char *text, size_t most)
{
    if (is_watched())
        access_text(text, length_within(text, most), ACCESS_READ,
                    CALLER);
    return NEXT(strndup)(text, most);
}

EXPORT char *strncat(char *restrict to, const char *restrict from,
                     size_t most)
{
    if (is_watched()) {
        size_t there = strlen(to), length = strnlen(from, most);
        uint64_t pc = CALLER;
        access_text(from, length_within(from, most), ACCESS_READ, pc);
        access_text(to, there + 1, ACCESS_READ, pc);
        access_text(to + there, length + 1, ACCESS_WRITE, pc);
    }
    return NEXT(strncat)(to, from, most);
}
