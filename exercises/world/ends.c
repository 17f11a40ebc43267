// ends.c: the status of a check that holds. The checker draws PASSED for
// each answer, so that exit(0) is none.

#include "world.h"

int world_ends(void)
{
    return PASSED;
}
