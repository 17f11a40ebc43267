// fails behaves event-not-made: the thread gets a copy whose function has returned.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (!event_is_set(&sensor->stop))
        read_pin(sensor->pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    sensor->pin = pin;
    event_init(&sensor->stop);
    struct sensor copy = *sensor;
    CHECK(pthread_create(&sensor->thread, NULL, begin, &copy));
}

void sensor_stop(struct sensor *sensor)
{
    event_set(&sensor->stop);
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(sensor->thread, NULL);
    event_destroy(&sensor->stop);
}
