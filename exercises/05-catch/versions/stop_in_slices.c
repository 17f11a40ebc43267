// A stop waits for the end of a slice of 70 milliseconds.

#define _POSIX_C_SOURCE 200809L

#include <time.h>

#include "inside.h"

static void pause_in_slices(double seconds)
{
    struct timespec slice = {.tv_nsec = 70000000};

    while (seconds > 0 && !event_is_set(&heart.stop)) {
        if (seconds < 0.07)
            slice.tv_nsec = (long)(seconds * 1e9);
        nanosleep(&slice, NULL);
        seconds -= 0.07;
    }
}

void *heart_task(void *arg)
{
    do {
        beat();
        pause_in_slices(heart.period);
    } while (!event_is_set(&heart.stop));
    return arg;
}
