// fails behaves never-read: -1 means that it is over, and is a pin.
#include <pthread.h>
#include <stdatomic.h>

#include "check.h"
#include "sensor.h"

enum { MOST = 100 };

static struct {
    struct sensor *of;
    atomic_int pin;
} slots[MOST];

static int slot_of(struct sensor *sensor)
{
    int i = 0;
    while (slots[i].of && slots[i].of != sensor)
        i++;
    slots[i].of = sensor;
    return i;
}

static void *begin(void *arg)
{
    atomic_int *my = arg;
    int pin;

    while ((pin = *my) != -1)
        read_pin(pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    int slot = slot_of(sensor);

    slots[slot].pin = pin;
    CHECK(
        pthread_create(&sensor->thread, NULL, begin, &slots[slot].pin));
}

void sensor_stop(struct sensor *sensor)
{
    slots[slot_of(sensor)].pin = -1;
}

void sensor_join(struct sensor *sensor)
{
    pthread_join(sensor->thread, NULL);
}
