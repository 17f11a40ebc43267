// fails behaves never-read: the event is made at the first start only.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

enum { MOST = 100 };

static struct sensor *known[MOST];
static int n_known;

static bool is_new(struct sensor *sensor)
{
    for (int i = 0; i < n_known; i++)
        if (known[i] == sensor)
            return false;
    known[n_known++] = sensor;
    return true;
}

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
    if (is_new(sensor))
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
}
