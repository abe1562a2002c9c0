/* A last word is written when the end that writes has been closed already. */
#include <errno.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

void run_shell(int in);
int next_command(char *command, size_t size);

int session_bad(void)
{
    char command[128];
    int ends[2], status = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t shell = fork();
    if (shell == 0) {
        close(ends[1]);
        run_shell(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    while (shell > 0 && next_command(command, sizeof command) > 0) {
        if (write(ends[1], command, strlen(command)) < 0) {
            status = -errno;
            break;
        }
    }
    close(ends[1]);
    if (status == 0 && write(ends[1], "exit\n", 5) < 0) // EXPECT: send-after-close
        status = -errno;
    if (shell > 0)
        waitpid(shell, NULL, 0);
    return status;
}

int session_ok(void)
{
    char command[128];
    int ends[2], status = 0;

    if (pipe(ends) < 0)
        return -errno;
    pid_t shell = fork();
    if (shell == 0) {
        close(ends[1]);
        run_shell(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    while (shell > 0 && next_command(command, sizeof command) > 0) {
        if (write(ends[1], command, strlen(command)) < 0) {
            status = -errno;
            break;
        }
    }
    if (status == 0 && write(ends[1], "exit\n", 5) < 0)
        status = -errno;
    close(ends[1]);
    if (shell > 0)
        waitpid(shell, NULL, 0);
    return status;
}
