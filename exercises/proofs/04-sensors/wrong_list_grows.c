// fails memory memory-kept: a list keeps what each start took
#include <pthread.h>
#include <stdlib.h>

#include "check.h"
#include "sensor.h"

struct record {
    struct sensor *sensor;
    struct record *next;
};

static struct record *records;

static void *begin(void *arg)
{
    struct sensor *sensor = ((struct record *)arg)->sensor;

    while (!event_is_set(&sensor->stop))
        read_pin(sensor->pin);
    return NULL;
}

void sensor_start(struct sensor *sensor, int pin)
{
    struct record *record = malloc(sizeof *record);
    if (!record)
        abort();
    *record = (struct record){sensor, records};
    records = record;

    sensor->pin = pin;
    event_init(&sensor->stop);
    CHECK(pthread_create(&sensor->thread, NULL, begin, record));
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
