// json_valid.c: ends with 0 if its input is one JSON value (RFC 8259).

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int next;

static void advance(void)
{
    next = getchar();
}

static void skip_space(void)
{
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t')
        advance();
}

static void expect(int c)
{
    if (next != c) {
        fprintf(stderr, "expected '%c', found '%c'\n", c, next);
        exit(1);
    }
    advance();
}

static void read_string(void)
{
    expect('"');
    while (next != '"') {
        if (next == EOF || next < ' ')
            exit(1);
        if (next == '\\') {
            advance();
            if (next == EOF || !strchr("\"\\/bfnrtu", next))
                exit(1);
            for (int i = 0; next == 'u' && i < 4; i++) {
                int c = getchar();
                if (!isxdigit(c))
                    exit(1);
            }
        }
        advance();
    }
    advance();
    skip_space();
}

static void read_word(void)
{
    char word[64];
    size_t n = 0;
    while (n + 1 < sizeof(word) &&
           (isalnum(next) || strchr("+-.", next))) {
        word[n++] = (char)next;
        advance();
    }
    word[n] = '\0';
    char *end;
    strtod(word, &end);
    if (strcmp(word, "true") != 0 && strcmp(word, "false") != 0 &&
        strcmp(word, "null") != 0 && (n == 0 || *end != '\0'))
        exit(1);
    skip_space();
}

static void read_value(void);

// The members of an object or the elements of an array.
static void read_list(int open, int close)
{
    expect(open);
    skip_space();
    for (int n = 0; next != close; n++) {
        if (n > 0) {
            expect(',');
            skip_space();
        }
        if (open == '{') {
            read_string();
            expect(':');
            skip_space();
        }
        read_value();
    }
    advance();
    skip_space();
}

static void read_value(void)
{
    if (next == '{')
        read_list('{', '}');
    else if (next == '[')
        read_list('[', ']');
    else if (next == '"')
        read_string();
    else
        read_word();
}

int main(void)
{
    advance();
    skip_space();
    read_value();
    return next == EOF ? 0 : 1;
}
