// explore.c: search schedules for one that fails.
#include "front.h"
int explore(const struct program *program, const struct options *options)
{
    (void)program; (void)options;
    fail(STATUS_FAILED, "explore: not built in yet");
}
int replay(const struct program *program, const struct options *options,
           const struct schedule *schedule)
{
    (void)program; (void)options; (void)schedule;
    fail(STATUS_FAILED, "replay: not built in yet");
}
