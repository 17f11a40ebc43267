// fails behaves event-kept: hands a local struct to the thread, and copies it
// to the caller's then.
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
    struct sensor local = {.pin = pin};

    event_init(&local.stop);
    CHECK(pthread_create(&local.thread, NULL, begin, &local));
    *sensor = local;
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
