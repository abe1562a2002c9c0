/* A thread that is told to end the program does so itself: it clears its handle before, for the clean-up
 * at the end joins whatever has one. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_t console, shell;
static bool console_on, shell_on;

static void end_ok(int status)
{
    if (console_on) {
        pthread_cancel(console);
        pthread_join(console, NULL);
    }
    exit(status);
}

static void *console_run_ok(void *arg)
{
    char line[80];
    while (fgets(line, sizeof line, stdin) != NULL) {
        puts(line);
        if (strcmp(line, "quit\n") == 0)
            break;
    }
    if (strcmp(line, "quit\n") == 0) {
        console_on = false;
        end_ok(0);
    }
    return arg;
}

int console_start_ok(void)
{
    if (pthread_create(&console, NULL, console_run_ok, NULL) != 0)
        return -1;
    console_on = true;
    return 0;
}

void console_stop_ok(void)
{
    end_ok(1);
}

/* The thread alone ends: nobody joins it any more. */
static void *shell_run_bad(void *arg)
{
    char line[80];
    while (fgets(line, sizeof line, stdin) != NULL)
        puts(line);
    shell_on = false;
    pthread_exit(arg);
    return NULL;
}

int shell_start_bad(void)
{
    if (pthread_create(&shell, NULL, shell_run_bad, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    shell_on = true;
    return 0;
}

void shell_stop(void)
{
    if (shell_on) {
        pthread_cancel(shell);
        pthread_join(shell, NULL);
    }
}
