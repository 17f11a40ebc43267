// blocked_once.c: blocks at its first run, as on a machine that is too
// busy; without the named file, which that run makes. Later runs poll.
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct {
        long type;
        char text[8];
    } message;
    if (argc == 2 && open(argv[1], O_CREAT | O_EXCL, 0600) >= 0) {
        int queue = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
        msgrcv(queue, &message, sizeof(message.text), 0, 0);
    }
    for (;;)
        usleep(100);
}
