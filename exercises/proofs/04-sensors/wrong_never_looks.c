// fails behaves late-stop: it reads for ever.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (sensor->pin)
        read_pin(sensor->pin);
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
    pthread_join(sensor->thread, NULL);
    event_destroy(&sensor->stop);
}
