// fails accepts race: the test's own counter is plain.
#include <assert.h>
#include <pthread.h>

#include "check.h"
#include "event.h"

static struct event event;
static int passed;

static void *task(void *arg)
{
    event_wait(&event);
    passed++;
    return arg;
}

int main(void)
{
    pthread_t threads[2];

    event_init(&event);
    for (int i = 0; i < 2; i++)
        CHECK(pthread_create(&threads[i], NULL, task, NULL));
    event_set(&event);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(passed == 2);
    event_destroy(&event);
}
