// text.c: see text.h.

#define _POSIX_C_SOURCE 200809L
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COLUMNS = 76 };

void add_bytes(struct text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->room) {
        text->room = 2 * (text->length + length + 64);
        text->at = realloc(text->at, text->room);
        if (!text->at)
            abort();
    }
    if (length)
        memcpy(text->at + text->length, bytes, length);
    text->length += length;
    text->at[text->length] = '\0';
}

static char *vprint(const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *result = malloc((size_t)length + 1);
    if (!result)
        abort();
    vsnprintf(result, (size_t)length + 1, format, args);
    return result;
}

void add(struct text *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *more = vprint(format, args);
    va_end(args);
    add_bytes(text, more, strlen(more));
    free(more);
}

char *print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *result = vprint(format, args);
    va_end(args);
    return result;
}

char *copy_of(const char *from, size_t length)
{
    return print("%.*s", (int)length, from);
}

// Columns, not bytes: what continues a UTF-8 character takes no room.
static int width(const char *from, size_t length)
{
    int columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)from[i] & 0xc0) != 0x80;
    return columns;
}

void add_wrapped(struct text *text, const char *first, const char *rest,
                 const char *words)
{
    int column = width(first, strlen(first));
    bool fresh = true;
    add(text, "%s", first);
    while (*(words += strspn(words, " \n"))) {
        size_t length = strcspn(words, " \n");
        int need = width(words, length);
        if (!fresh && column + 1 + need > COLUMNS) {
            add(text, "\n%s", rest);
            column = width(rest, strlen(rest));
            fresh = true;
        }
        add(text, "%s%.*s", fresh ? "" : " ", (int)length, words);
        column += need + !fresh;
        fresh = false;
        words += length;
    }
    add(text, "\n");
}

char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    struct text text = {0};
    char buffer[4096];
    size_t n;
    add_bytes(&text, "", 0);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        add_bytes(&text, buffer, n);
    bool failed = ferror(file); // a folder can be opened, but not read
    fclose(file);
    return failed ? NULL : text.at;
}

bool write_file(const char *path, const char *bytes)
{
    char *beside = print("%s.new", path);
    FILE *file = fopen(beside, "w");
    if (!file)
        return false;
    bool good = fputs(bytes, file) >= 0;
    good = fclose(file) == 0 && good;
    return good && rename(beside, path) == 0;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

char *next_word(const char **list)
{
    *list += strspn(*list, " \t\n");
    size_t length = strcspn(*list, " \t\n");
    if (!length)
        return NULL;
    char *word = copy_of(*list, length);
    *list += length;
    return word;
}

bool has_word(const char *list, const char *word)
{
    char *each;
    while ((each = next_word(&list)))
        if (strcmp(each, word) == 0)
            return true;
    return false;
}
