// fails races race: the pin itself, plain memory, says that it is over.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

enum {
    OVER = 1 << 30 // no such pin
};

static void *begin(void *arg)
{
    struct sensor *sensor = arg;

    while (sensor->pin != OVER)
        read_pin(sensor->pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    sensor->pin = pin;
    CHECK(pthread_create(&sensor->thread, NULL, begin, sensor));
}

void sensor_stop(struct sensor *sensor)
{
    sensor->pin = OVER;
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(sensor->thread, NULL);
}
