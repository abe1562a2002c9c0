#include "helper.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

void rotate_files(void);

static int control[2];
static pid_t child = -1;

static void helper_run(void)
{
    for (;;) {
        rotate_files();
        sleep(60);
    }
}

int helper_start(void)
{
    if (pipe(control) < 0)
        return -1;
    child = fork();
    if (child < 0) {
        close(control[0]);
        close(control[1]);
        return -1;
    }
    if (child == 0) {
        close(control[1]);
        helper_run();
        _exit(EXIT_SUCCESS);
    }

    return 0;
}

int helper_command(char command)
{
    return write(control[1], &command, 1) == 1 ? 0 : -1; // EXPECT: send-no-receiver
}

void helper_end(void)
{
    close(control[1]);
    kill(child, SIGTERM);
    waitpid(child, NULL, 0);
}
