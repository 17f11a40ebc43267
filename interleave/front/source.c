// source.c: the statements of the program's source files.

#define _POSIX_C_SOURCE 200809L
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "show.h"

struct file {
    const char *path;
    char **lines;
    int n_lines;
    struct file *next;
};

static struct file *files;

static void split_lines(struct file *file, char *text)
{
    while (text && *text != '\0') {
        file->lines = reallocate(
            file->lines, (size_t)(file->n_lines + 1) * sizeof(char *));
        file->lines[file->n_lines++] = text;
        text = strchr(text, '\n');
        if (text)
            *text++ = '\0';
    }
}

// The program may have been built elsewhere: then the file may still lie
// below this directory or the program's, at the end of the same path.
static char *read_below(const char *dir, size_t length,
                        const char *path)
{
    size_t size;
    for (const char *at = path; at; at = strchr(at, '/')) {
        at += *at == '/';
        char *name = allocate(length + strlen(at) + 2);
        sprintf(name, "%.*s%s%s", (int)length, dir, length ? "/" : "",
                at);
        char *text = read_whole_file(name, &size);
        free(name);
        if (text)
            return text;
    }
    return NULL;
}

static char *read_source(const char *program, const char *path)
{
    size_t size;
    char *text = *path == '/' ? read_whole_file(path, &size) : NULL;
    if (!text)
        text = read_below("", 0, path);
    const char *slash = strrchr(program, '/');
    if (!text && slash)
        text = read_below(program, (size_t)(slash - program), path);
    return text;
}

static struct file *file_of(const char *program, const char *path)
{
    for (struct file *file = files; file; file = file->next) {
        if (strcmp(file->path, path) == 0)
            return file;
    }
    struct file *file = allocate(sizeof(*file));
    *file = (struct file){.path = path, .next = files};
    files = file;
    split_lines(file, read_source(program, path));
    return file;
}

// How many parentheses a line leaves open, those in strings aside.
static int open_parentheses(const char *line)
{
    int depth = 0;
    char quote = 0;
    for (; *line != '\0'; line++) {
        if (*line == '\\' && line[1] != '\0')
            line++;
        else if (quote != 0)
            quote = *line == quote ? 0 : quote;
        else if (*line == '"' || *line == '\'')
            quote = *line;
        else if (line[0] == '/' && line[1] == '/')
            break;
        else
            depth += (*line == '(') - (*line == ')');
    }
    return depth;
}

static void append_trimmed(char *text, size_t size, const char *line)
{
    while (isspace((unsigned char)*line))
        line++;
    size_t length = strlen(line);
    const char *comment = strstr(line, "//");
    if (comment && comment > line && !strchr(line, '"'))
        length = (size_t)(comment - line);
    while (length > 0 && isspace((unsigned char)line[length - 1]))
        length--;
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%.*s", used > 0 ? " " : "",
             (int)length, line);
}

const char *source_statement(const char *program, const char *path,
                             int line)
{
    struct file *file = file_of(program, path);
    if (line < 1 || line > file->n_lines)
        return NULL;
    char text[400] = "";
    int depth = 0;
    for (int i = line - 1; i < file->n_lines && i < line + 3; i++) {
        append_trimmed(text, sizeof(text), file->lines[i]);
        depth += open_parentheses(file->lines[i]);
        if (depth <= 0)
            break;
    }
    char *copy = allocate(strlen(text) + 1);
    return strcpy(copy, text);
}
