// A test of the heartbeat: it ends with status 0 if the heartbeat keeps
// its contract, and in another way if it does not.

#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <stdatomic.h>
#include <unistd.h>

#include "heartbeat.h"

static atomic_int beats;

void beat(void)
{
    atomic_fetch_add(&beats, 1);
}

int main(void)
{
    heartbeat_start(10);
    sleep(25);
    heartbeat_stop();
    assert(atomic_load(&beats) > 1); // TODO: when, from whom, how many?
}
