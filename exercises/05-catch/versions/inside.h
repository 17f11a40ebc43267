// inside.h: what a heartbeat is made of in every version. Do not look
// if you have not solved the exercise.

#ifndef INSIDE_H
#define INSIDE_H

#include <pthread.h>
#include <stdbool.h>

#include "check.h"
#include "../../../code/lib/event.h"

#define VERSION
#include "../heartbeat.h"

struct heart {
    struct event stop;
    double period;
    pthread_t thread;
};

extern struct heart heart;

// What the thread does.
void *heart_task(void *arg);

// The end of heartbeat_start: make the thread.
void heart_begin(double period);

#endif
