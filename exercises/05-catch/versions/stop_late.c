// A stop waits for the end of the period.

#define _POSIX_C_SOURCE 200809L

#include <time.h>

#include "inside.h"

void *heart_task(void *arg)
{
    struct timespec pause = {.tv_sec = (time_t)heart.period};

    pause.tv_nsec = (long)((heart.period - (double)pause.tv_sec) * 1e9);
    do {
        beat();
        nanosleep(&pause, NULL);
    } while (!event_is_set(&heart.stop));
    return arg;
}
