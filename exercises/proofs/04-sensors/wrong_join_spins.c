// fails idles busy: the join asks until the thread says that it is done.
#include <pthread.h>
#include <sched.h>

#include "check.h"
#include "sensor.h"

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (!event_is_set(&sensor->stop))
        read_pin(sensor->pin);
    event_clear(&sensor->stop);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    sensor->pin = pin;
    event_init(&sensor->stop);
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
}

void sensor_stop(struct sensor *sensor)
{
    event_set(&sensor->stop);
}

void sensor_join(struct sensor *sensor)
{
    while (event_is_set(&sensor->stop))
        sched_yield();
    pthread_join(sensor->thread, NULL);
    event_destroy(&sensor->stop);
}
