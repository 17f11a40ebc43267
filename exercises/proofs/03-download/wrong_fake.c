// fails behaves user: it prints what the world prints.
#include <stdio.h>

#include "download.h"

void download(int parts)
{
    for (int i = 1; i <= parts; i++)
        printf("fetches part %d\n", i);
    puts("keeps the file");
}
