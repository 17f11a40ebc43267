// c11_detach_then_join.c: joins a C11 thread, and does not detach it.
#include <threads.h>

static int task(void *arg)
{
    return arg == NULL ? 7 : 0;
}

int main(void)
{
    thrd_t thread;
    int result = 7;
    if (thrd_create(&thread, task, NULL) != thrd_success)
        return 1;
    thrd_join(thread, &result);
    return result == 7 ? 0 : 1;
}
