// blocked.c: blocks for good in a call that interleave does not control.
#define _DEFAULT_SOURCE

#include <sys/ipc.h>
#include <sys/msg.h>

int main(void)
{
    struct {
        long type;
        char text[8];
    } message;
    int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    return msgrcv(queue, &message, sizeof(message.text), 0, 0) < 0;
}
