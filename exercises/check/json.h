// json.h: reads what interleave writes with --json.

#ifndef JSON_H
#define JSON_H

#include <stdbool.h>

struct json {
    enum {
        JSON_NULL,
        JSON_BOOL,
        JSON_NUMBER,
        JSON_STRING,
        JSON_LIST,
        JSON_OBJECT
    } kind;
    char *name;    // of a member
    char *string;  // of a string
    double number; // of a number; 1 for true
    struct json *first,
        *next; // members or elements; the next beside it
};

// Return NULL if the text is no JSON.
struct json *parse_json(const char *text);

// All take NULL for an object that is not there.
struct json *json_member(const struct json *object, const char *name);
const char *json_string(const struct json *object, const char *name);
double json_number(const struct json *object, const char *name,
                   double or);
// Whether that member is a string that is, or has in it, the other one.
bool json_is(const struct json *object, const char *name,
             const char *value);
bool json_has(const struct json *object, const char *name,
              const char *part);

#endif
