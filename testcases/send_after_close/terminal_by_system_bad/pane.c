/* The function that opens the next terminal has a definition for each system, and closes the one before. */
#include "terminal.h"

#include <unistd.h>

struct pane {
    int fd;
    pid_t pid;
};

void pane_run(struct pane *pane);

int pane_respawn(struct pane *pane, const char *name)
{
    if (pane->fd != -1)
        close(pane->fd);
    pane->pid = terminal_fork(&pane->fd, name); // EXPECT: send-after-close
    if (pane->pid == -1) {
        pane->fd = -1;
        return -1;
    }
    if (pane->pid == 0) {
        pane_run(pane);
        _exit(1);
    }
    return 0;
}
