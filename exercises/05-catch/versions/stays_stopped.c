// The stop of the first start stops the second one as well.

#include "inside.h"

static bool made;

void heartbeat_start(double period)
{
    heart.period = period;
    if (!made)
        event_init(&heart.stop);
    made = true;
    CHECK(pthread_create(&heart.thread, NULL, heart_task, NULL));
}

void heartbeat_stop(void)
{
    event_set(&heart.stop);
    pthread_join(heart.thread, NULL);
}
