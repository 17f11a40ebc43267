// The pin reaches the thread through the heap; abort() if there is no memory.
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "sensor.h"

struct order {
    struct event *stop;
    int pin;
};

static void *begin(void *arg)
{
    struct order order = *(struct order *)arg;

    free(arg);
    while (!event_is_set(order.stop))
        read_pin(order.pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    struct order *order = malloc(sizeof *order);
    if (!order)
        abort();
    event_init(&sensor->stop);
    *order = (struct order){&sensor->stop, pin};
    CHECK(pthread_create(&sensor->thread, NULL, begin, order));
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
