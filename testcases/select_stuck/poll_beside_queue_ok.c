/* The loop polls with a time limit and looks into its queue each time; or not at all for ever: what it
 * waits for comes from outside. */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct command {
    struct command *next;
    int code;
};

int execute(int code);
int serve(int fd);

static pthread_mutex_t commands_lock = PTHREAD_MUTEX_INITIALIZER;
static struct command *commands;
static int quiet[2];

int command_add(int code)
{
    struct command *command = malloc(sizeof *command);
    if (command == NULL)
        return -1;
    command->code = code;
    pthread_mutex_lock(&commands_lock);
    command->next = commands;
    commands = command;
    pthread_mutex_unlock(&commands_lock);
    return 0;
}

static int execute_commands(void)
{
    int status = 0;
    pthread_mutex_lock(&commands_lock);
    struct command *command = commands;
    commands = NULL;
    pthread_mutex_unlock(&commands_lock);
    while (command != NULL) {
        struct command *next = command->next;
        status |= execute(command->code);
        free(command);
        command = next;
    }
    return status;
}

/* The pipe never says anything: it is there for the clock. */
int loop_timed_ok(void)
{
    int status = 0;
    if (pipe(quiet) != 0)
        return -1;
    while (status == 0) {
        struct pollfd ready = {.fd = quiet[0], .events = POLLIN};
        if (poll(&ready, 1, 100) < 0)
            break;
        status = execute_commands();
    }
    close(quiet[0]);
    close(quiet[1]);
    return status;
}

/* A descriptor that we were given. */
int loop_outside_ok(int fd)
{
    int status = 0;
    while (status == 0) {
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (poll(&ready, 1, -1) < 0)
            return -1;
        status = serve(fd);
        if (status == 0)
            status = execute_commands();
    }
    return status;
}
