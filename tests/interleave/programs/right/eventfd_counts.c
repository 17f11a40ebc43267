// eventfd_counts.c: takes from each read of an eventfd as many as it
// says.
#define _POSIX_C_SOURCE 200809L

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int counter;

static void *consumer(void *arg)
{
    uint64_t taken = 0;
    while (taken < 2) {
        uint64_t value;
        ssize_t got = read(counter, &value, sizeof value);
        assert(got == sizeof value);
        taken += value;
    }
    return arg;
}

static void *producer(void *arg)
{
    for (int i = 0; i < 2; i++) {
        uint64_t one = 1;
        ssize_t sent = write(counter, &one, sizeof one);
        assert(sent == sizeof one);
    }
    return arg;
}

int main(void)
{
    counter = eventfd(0, 0);
    assert(counter >= 0);
    pthread_t first, second;
    pthread_create(&first, NULL, consumer, NULL);
    pthread_create(&second, NULL, producer, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    close(counter);
    return 0;
}
