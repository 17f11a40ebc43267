// conf.h: the small files that say what an exercise is.
//
//     key = words, which go on
//         in lines that begin with blanks
//     [section]
//     key = words
//
// A line that begins with # is a remark. A key may stand more than
// once.

#ifndef CONF_H
#define CONF_H

struct conf {
    const char *path;
    struct setting *first;
};

struct setting {
    struct setting *next;
    char *section; // "" before the first
    char *key, *value;
    int line;
};

// Read the file; a mistake in it, or no file, ends the checker with a
// line that says so.
struct conf read_conf(const char *path);

// Return the nth value (from 0) of that key in that section, or NULL.
const char *conf_nth(const struct conf *conf, const char *section,
                     const char *key, int n);
const char *conf_get(const struct conf *conf, const char *key);

#endif
