// json.c: see json.h.

#define _POSIX_C_SOURCE 200809L
#include "json.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

static struct json *value(const char **at);

static void skip(const char **at)
{
    *at += strspn(*at, " \t\r\n");
}

static bool take(const char **at, char what)
{
    skip(at);
    if (**at != what)
        return false;
    ++*at;
    return true;
}

static void add_character(struct text *text, unsigned code)
{
    char bytes[3] = {(char)code};
    if (code < 0x80) {
        add_bytes(text, bytes, 1);
    } else if (code < 0x800) {
        bytes[0] = (char)(0xc0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3f));
        add_bytes(text, bytes, 2);
    } else {
        bytes[0] = (char)(0xe0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3f));
        bytes[2] = (char)(0x80 | (code & 0x3f));
        add_bytes(text, bytes, 3);
    }
}

static bool escape(const char **at, struct text *text)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char letter = *(*at)++;
    if (letter == 'u') {
        char digits[5] = "", *end;
        for (int i = 0; i < 4 && **at; i++)
            digits[i] = *(*at)++;
        add_character(text, (unsigned)strtoul(digits, &end, 16));
        return end == digits + 4;
    }
    const char *known = letter ? strchr(from, letter) : NULL;
    if (!known)
        return false;
    add_bytes(text, &to[known - from], 1);
    return true;
}

static char *string(const char **at)
{
    struct text text = {0};
    if (!take(at, '"'))
        return NULL;
    add_bytes(&text, "", 0);
    while (**at && **at != '"') {
        size_t plain = strcspn(*at, "\"\\");
        add_bytes(&text, *at, plain);
        *at += plain;
        if (**at == '\\') {
            ++*at;
            if (!escape(at, &text))
                return NULL;
        }
    }
    return take(at, '"') ? text.at : NULL;
}

static bool members(const char **at, struct json *parent, char close)
{
    struct json **end = &parent->first;
    if (take(at, close))
        return true;
    do {
        char *name = NULL;
        if (close == '}' && (!(name = string(at)) || !take(at, ':')))
            return false;
        struct json *child = value(at);
        if (!child)
            return false;
        child->name = name;
        *end = child;
        end = &child->next;
    } while (take(at, ','));
    return take(at, close);
}

static bool word(const char **at, const char *which)
{
    if (!begins(*at, which))
        return false;
    *at += strlen(which);
    return true;
}

static struct json *value(const char **at)
{
    struct json *json = calloc(1, sizeof *json);
    if (!json)
        abort();
    skip(at);
    char *end;
    if (**at == '"') {
        json->kind = JSON_STRING;
        return (json->string = string(at)) ? json : NULL;
    }
    if (take(at, '{')) {
        json->kind = JSON_OBJECT;
        return members(at, json, '}') ? json : NULL;
    }
    if (take(at, '[')) {
        json->kind = JSON_LIST;
        return members(at, json, ']') ? json : NULL;
    }
    if (word(at, "null"))
        return json;
    json->kind = JSON_BOOL;
    if (word(at, "true")) {
        json->number = 1;
        return json;
    }
    if (word(at, "false"))
        return json;
    json->kind = JSON_NUMBER;
    json->number = strtod(*at, &end);
    if (end == *at)
        return NULL;
    *at = end;
    return json;
}

struct json *parse_json(const char *text)
{
    struct json *json = value(&text);
    skip(&text);
    return *text ? NULL : json;
}

struct json *json_member(const struct json *object, const char *name)
{
    struct json *child = object ? object->first : NULL;
    while (child && (!child->name || strcmp(child->name, name) != 0))
        child = child->next;
    return child;
}

const char *json_string(const struct json *object, const char *name)
{
    struct json *child = json_member(object, name);
    return child ? child->string : NULL;
}

double json_number(const struct json *object, const char *name,
                   double or)
{
    struct json *child = json_member(object, name);
    return child && !child->string ? child->number : or ;
}

bool json_is(const struct json *object, const char *name,
             const char *value)
{
    const char *string = json_string(object, name);
    return string && strcmp(string, value) == 0;
}

bool json_has(const struct json *object, const char *name,
              const char *part)
{
    const char *string = json_string(object, name);
    return string && strstr(string, part);
}
