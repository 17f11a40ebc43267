// long_sleep.c: sleeps for an hour and says so.
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <unistd.h>

int main(void)
{
    sleep(3600);
    puts("an hour later");
    return 0;
}
