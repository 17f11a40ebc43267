// conf.c: see conf.h.

#define _POSIX_C_SOURCE 200809L
#include "conf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "text.h"

static char *trimmed(const char *from, size_t length)
{
    while (length && (*from == ' ' || *from == '\t'))
        from++, length--;
    while (length &&
           (from[length - 1] == ' ' || from[length - 1] == '\t' ||
            from[length - 1] == '\r'))
        length--;
    return copy_of(from, length);
}

static struct setting *new_setting(char *section, char *key,
                                   char *value, int line)
{
    struct setting *setting = malloc(sizeof *setting);
    if (!setting)
        abort();
    *setting = (struct setting){NULL, section, key, value, line};
    return setting;
}

struct conf read_conf(const char *path)
{
    struct conf conf = {path, NULL};
    struct setting **end = &conf.first, *last = NULL;
    char *section = "", *text = read_file(path);
    if (!text)
        checker_fault("%s cannot be read", path);

    for (int line = 1; *text; line++) {
        size_t length = strcspn(text, "\n");
        char *words = trimmed(text, length),
             *equals = strchr(words, '=');
        if (*words == '#' || !*words) {
            if (!*words)
                last = NULL;
        } else if (*text == ' ' && last) {
            last->value = print("%s\n%s", last->value, words);
        } else if (*words == '[') {
            section = copy_of(words + 1, strcspn(words + 1, "]"));
            last = NULL;
        } else if (equals) {
            char *key = trimmed(words, (size_t)(equals - words));
            char *value = trimmed(equals + 1, strlen(equals + 1));
            *end = last = new_setting(section, key, value, line);
            end = &last->next;
        } else {
            checker_fault("%s:%d: neither `key = words` nor [section]",
                          path, line);
        }
        text += length + (text[length] == '\n');
    }
    return conf;
}

const char *conf_nth(const struct conf *conf, const char *section,
                     const char *key, int n)
{
    for (struct setting *s = conf->first; s; s = s->next)
        if (strcmp(s->section, section) == 0 &&
            strcmp(s->key, key) == 0 && n-- == 0)
            return s->value;
    return NULL;
}

const char *conf_get(const struct conf *conf, const char *key)
{
    return conf_nth(conf, "", key, 0);
}
