// sensor.h: the world of this exercise. A sensor is a worker that reads
// a pin again and again. The harness defines read_pin; the other three
// functions are yours. The struct has all that they need, and stays as
// it is.

#ifndef SENSOR_H
#define SENSOR_H

#include <pthread.h>
#include <stdbool.h>

#include "event.h"

// Read the pin. Takes a second.
void read_pin(int pin);

struct sensor {
    struct event stop;
    pthread_t thread;
    int pin;
};

// Let the sensor read that pin again and again, in a thread of its own.
// Returns at once. Any number of sensors may be at work, each with a
// pin of its own, whatever its number.
void sensor_start(struct sensor *sensor, int pin);

// Ask the sensor to stop, and no other one. Returns at once. At most
// the reading that it was about to begin comes after it.
void sensor_stop(struct sensor *sensor);

// Return when the sensor has ended. It has been asked to stop before.
// Afterwards it may be started again, any number of times: what the
// start took has been given back.
void sensor_join(struct sensor *sensor);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define read_pin(pin) (at_line(__LINE__), read_pin(pin))
#endif

#endif
