// fails behaves twice: the pin is kept once for all.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static int the_pin;

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (!event_is_set(&sensor->stop))
        read_pin(the_pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    the_pin = pin;
    event_init(&sensor->stop);
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
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
