// fails behaves goes-on: one pthread_t for all sensors
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static pthread_t thread;

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
    CHECK(pthread_create(&thread, NULL, begin, sensor));
}

void sensor_stop(struct sensor *sensor)
{
    event_set(&sensor->stop);
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(thread, NULL);
    event_destroy(&sensor->stop);
}
