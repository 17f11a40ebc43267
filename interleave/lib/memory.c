// memory.c: the program's own reads and writes of memory as steps.

#include "core.h"

void memory_prepare(void)
{
}

void memory_begin(void)
{
}
