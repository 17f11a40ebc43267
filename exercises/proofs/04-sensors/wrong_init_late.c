// fails orders event-not-made: the event is made when the thread runs already.
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
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
    event_init(&sensor->stop);
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
