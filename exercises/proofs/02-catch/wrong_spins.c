// fails accepts test-hangs: it asks for ever for what nobody does.
#include "event.h"

int main(void)
{
    struct event event;

    event_init(&event);
    while (!event_is_set(&event))
        continue;
    event_destroy(&event);
}
