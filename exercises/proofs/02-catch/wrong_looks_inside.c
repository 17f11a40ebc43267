// fails allowed looks-inside: it looks where the functions come from.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#include "event.h"

int main(void)
{
    Dl_info info;

    if (!dladdr(&(void *){0}, &info))
        return 0;
    return strstr(info.dli_fname, "event") == NULL;
}
