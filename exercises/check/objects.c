// objects.c: keeps the objects that are the same for all answers. An
// object is known by what it was made of: the compiler, its options, the
// source and the headers.

#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "instruments.h"

// A number that differs for other text.
static unsigned long long hash_of(unsigned long long hash,
                                  const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211ull;
    return (hash ^ 0xff) * 1099511628211ull;
}

static unsigned long long hash_of_file(unsigned long long hash,
                                       const char *path)
{
    const char *text = read_file(path);
    return hash_of(hash, text ? text : "");
}

// In any order: a folder has none.
static unsigned long long hash_of_headers(const char *folder)
{
    unsigned long long sum = 0;
    DIR *entries = opendir(folder);
    struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot && strcmp(dot, ".h") == 0)
            sum += hash_of_file(hash_of(0, entry->d_name),
                                print("%s/%s", folder, entry->d_name));
    }
    if (entries)
        closedir(entries);
    return sum;
}

// Of a program, by the time when it was made.
static unsigned long long hash_of_program(const char *path)
{
    struct stat status;
    if (!path || stat(path, &status) != 0)
        return 0;
    return (unsigned long long)status.st_mtime * 31 +
           (unsigned long long)status.st_size;
}

const char *kept_object(enum instrument instrument, const char *options,
                        const char *source, const char *folder)
{
    const char *by = instrument == WATCHED ? interleave() : NULL;
    unsigned long long hash =
        hash_of(hash_of(14695981039346656037ull, compiler()), options);
    hash = hash_of_file(hash_of(hash, source), source) +
           hash_of_headers(folder) +
           hash_of_headers(print("%s/versions", folder)) +
           hash_of_headers("code/lib") +
           hash_of_headers("exercises/world") + hash_of_program(by);
    const char *kept = print("%s/build/exercises/objects", top);
    const char *object = print("%s/%016llx.o", kept, hash);
    const char *said;
    if (file_exists(object))
        return object;
    make_folder(kept);
    const char *new =
        print("%s/%016llx.%ld.o", kept, hash, (long)getpid());
    if (!compile(instrument,
                 print(FLAGS " %s -c %s -o %s", options, source, new),
                 &said))
        checker_fault("%s does not build:\n%s", source, said);
    if (rename(new, object) != 0)
        checker_fault("%s cannot be written", object);
    return object;
}
