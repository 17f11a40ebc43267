// A semaphore that each who passes posts again for the next.
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <semaphore.h>
#include <stdbool.h>

#include "gate.h"

static sem_t turnstile;
static bool made;

void gate_shut(void)
{
    if (made)
        sem_destroy(&turnstile);
    sem_init(&turnstile, 0, 0);
    made = true;
}

void gate_pass(void)
{
    while (sem_wait(&turnstile) == -1 && errno == EINTR)
        ;
    sem_post(&turnstile);
}

void gate_open(void)
{
    sem_post(&turnstile);
}
