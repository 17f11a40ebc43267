// text.h: strings that grow, and text in 76 columns. The checker lives
// for seconds, so memory goes with it; nothing here is freed.

#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *at; // never NULL after the first add; ends with a null byte
    size_t length, room;
};

void add_bytes(struct text *text, const char *bytes, size_t length);
__attribute__((format(printf, 2, 3))) void add(struct text *text,
                                               const char *format, ...);

// Fill words into lines of 76 columns; the first line begins with
// first, the others with rest.
void add_wrapped(struct text *text, const char *first, const char *rest,
                 const char *words);

__attribute__((format(printf, 1, 2))) char *print(const char *format,
                                                  ...);
char *copy_of(const char *from, size_t length);

// Return the file's bytes, or NULL if it cannot be read.
char *read_file(const char *path);
// Write through a file beside it, so that a full disk loses nothing.
bool write_file(const char *path, const char *bytes);
bool file_exists(const char *path);
const char *base_name(const char *path);
bool begins(const char *text, const char *with);

// Call the function for each word of a list with blanks between.
bool has_word(const char *list, const char *word);
// Return the next word, and move *list behind it; NULL at the end.
char *next_word(const char **list);

#endif
