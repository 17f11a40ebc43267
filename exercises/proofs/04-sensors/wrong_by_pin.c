// fails behaves crash: a table of events, with room for the pins 0 to 63.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static struct event stops[64];

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (!event_is_set(&stops[sensor->pin]))
        read_pin(sensor->pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    sensor->pin = pin;
    event_init(&stops[sensor->pin]);
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
}

void sensor_stop(struct sensor *sensor)
{
    event_set(&stops[sensor->pin]);
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(sensor->thread, NULL);
    event_destroy(&stops[sensor->pin]);
}
