// It asks by a wait of no time, in a loop that looks first and last.
#include <pthread.h>

#include "check.h"
#include "sensor.h"

static void *begin(void *arg)
{
    struct sensor *me = arg;

    for (;;) {
        if (event_wait_for(&me->stop, 0))
            break;
        read_pin(me->pin);
    }
    return me;
}

void sensor_start(struct sensor *sensor, int pin)
{
    *sensor = (struct sensor){.pin = pin};
    event_init(&sensor->stop);
    if (pthread_create(&sensor->thread, NULL, begin, sensor) != 0)
        event_destroy(&sensor->stop);
}

void sensor_stop(struct sensor *sensor)
{
    event_set(&sensor->stop);
}

void sensor_join(struct sensor *sensor)
{
    void *me;

    pthread_join(sensor->thread, &me);
    event_destroy(&((struct sensor *)me)->stop);
}
