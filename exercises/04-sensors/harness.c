// The pins of this exercise, and a main that runs several sensors.

#define _POSIX_C_SOURCE 200809L

#define HARNESS
#include "sensor.h"
#include "world.h"

enum { MOST = 12 };

// Several have the same last digits, of 3, 4, 6, 8, 9 or 16 bits.
static const int pins[MOST] = {
    10,  4711,  12, 1000000, -1, -2147483647 - 1,
    266, 65546, 74, 2,       0,  522,
};

static atomic_int reads[MOST], reading[MOST];
static atomic_bool used[MOST], asked[MOST], joined[MOST];
static _Atomic double started_at[MOST], asked_at[MOST];
static int starts[MOST];
static struct sensor sensors[MOST];
static int n_sensors;

static void late(int which)
{
    // Its event has a place in the struct.
    bool unset = line_of_unset_event() && n_sensors == 1;
    observed("late-stop",
             "sensor_stop() was called for pin %d at %g s, and at %g s "
             "it was read again%s.",
             pins[which], SEEN(asked_at[which]), now(),
             unset ? "; its event had not been set" : "");
}

void read_pin(int pin)
{
    tell("reads pin %d\n", pin);
    if (is_main())
        observed("no-thread",
                 "read_pin(%d) was called by main itself, not by "
                 "a thread of its own.",
                 pin);
    int which = 0;
    while (which < n_sensors && pins[which] != pin)
        which++;
    if (which == n_sensors || !SEEN(used[which]))
        observed("pin",
                 "read_pin(%d) was called, and no sensor had been "
                 "given that pin.",
                 pin);
    if (SEEN(joined[which]))
        observed("early-return",
                 "sensor_join() returned while the sensor of "
                 "pin %d was still at work.",
                 pin);
    if (times_hold() && SEEN(asked[which]) &&
        now() > SEEN(asked_at[which]))
        late(which);
    if (COUNT(reading[which]) > 1)
        observed("twice", "Two threads read pin %d at the same time.",
                 pin);
    COUNT(reads[which]);
    pass_time(1);
    MARK(reading[which], 0);
}

static void start(int which)
{
    MARK(reads[which], 0);
    MARK(asked[which], false);
    MARK(joined[which], false);
    MARK(used[which], true);
    double began = now();
    MARK(started_at[which], began);
    starts[which]++;
    sensor_start(&sensors[which], pins[which]);
    took_at_most(0, began, "start-waits", "sensor_start()");
}

// Whoever begins at once has begun a reading as soon as time passes.
static void look_at_reads(int which)
{
    if (times_hold() && now() > SEEN(started_at[which]) &&
        SEEN(reads[which]) == 0)
        observed(
            "never-read",
            "A sensor was started with pin %d at %g s, and at %g s "
            "it had not read yet%s.",
            pins[which], SEEN(started_at[which]), now(),
            starts[which] > 1 ? ", after a start that was not its first"
                              : "");
}

static void stop(int which)
{
    look_at_reads(which);
    tell("main calls sensor_stop() for pin %d\n", pins[which]);
    double began = now();
    MARK(asked_at[which], began);
    MARK(asked[which], true);
    sensor_stop(&sensors[which]);
    took_at_most(0, began, "stop-waits", "sensor_stop()");
}

static void join(int which)
{
    double began = now();
    sensor_join(&sensors[which]);
    MARK(joined[which], true);
    tell("sensor_join() has returned for pin %d\n", pins[which]);
    if (times_hold() && now() > began + 7)
        observed(
            "late-return",
            "sensor_join() took %g s to return; a reading takes 1.",
            now() - began);
}

// All start; then one after the other is stopped, and the others go on.
static void run_all(double seconds)
{
    for (int i = 0; i < n_sensors; i++)
        start(i);
    pass_time(seconds);
    for (int i = 0; i < n_sensors; i++) {
        int before[MOST];
        stop(i);
        if (i % 2 == 0)
            join(i);
        for (int j = i + 1; j < n_sensors; j++)
            before[j] = SEEN(reads[j]);
        pass_time(3);
        for (int j = i + 1; j < n_sensors && times_hold(); j++) {
            look_at_reads(j);
            if (SEEN(reads[j]) == before[j])
                observed("others",
                         "sensor_stop() was called for pin %d, and "
                         "pin %d was not read any more.",
                         pins[i], pins[j]);
        }
    }
    for (int i = 1; i < n_sensors; i += 2)
        join(i);
    all_joined();
    memory_given_back("sensor_join()");
    pass_time(2);
}

int main(int argc, char **argv)
{
    (void)argc;
    // Two numbers a round: how many sensors, and for how long.
    for (argv = world_begins(argv); *argv;) {
        n_sensors = (int)next_number(&argv);
        run_all(next_number(&argv));
    }
    return world_ends();
}
