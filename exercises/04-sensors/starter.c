#include <pthread.h>

#include "check.h"
#include "sensor.h"

static struct event stop;

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (!event_is_set(&stop))
        read_pin(sensor->pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    event_init(&stop);
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
    sensor->pin = pin;
}

void sensor_stop(struct sensor *sensor)
{
    (void)sensor; // TODO: an event for each, made in time.
    event_set(&stop);
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(sensor->thread, NULL);
    event_destroy(&stop);
}
