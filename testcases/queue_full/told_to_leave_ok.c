/* Who receives leaves when what it does with a message says so: that message was the last, and the sender
 * knows it as well. It is sent behind the loop, or the loop ends with it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct command {
    int kind;
    char text[60];
};

int obey(const struct command *command);

static int orders[2], words[2];

static void *obey_orders(void *arg)
{
    struct command command;
    while (read(orders[0], &command, sizeof command) == (ssize_t)sizeof command) {
        if (obey(&command) != 0)
            break;
    }
    return arg;
}

int give_orders_ok(FILE *from)
{
    struct command command = {.kind = 1};
    pthread_t servant;
    if (pipe(orders) != 0 || pthread_create(&servant, NULL, obey_orders, NULL) != 0)
        return -1;
    while (fgets(command.text, sizeof command.text, from) != NULL)
        if (write(orders[1], &command, sizeof command) != (ssize_t)sizeof command)
            break;
    command.kind = 0;
    ssize_t n = write(orders[1], &command, sizeof command);
    pthread_join(servant, NULL);
    return n == (ssize_t)sizeof command ? 0 : -1;
}

static int say(const struct command *command)
{
    printf("> %s\n", command->text);
    return strcmp(command->text, "quit") == 0;
}

static void *say_words(void *arg)
{
    struct command command;
    while (read(words[0], &command, sizeof command) == (ssize_t)sizeof command) {
        if (say(&command))
            break;
    }
    return arg;
}

int give_words_ok(FILE *from)
{
    struct command command = {.kind = 1};
    pthread_t speaker;
    if (pipe(words) != 0 || pthread_create(&speaker, NULL, say_words, NULL) != 0)
        return -1;
    while (fscanf(from, "%59s", command.text) == 1) {
        if (write(words[1], &command, sizeof command) != (ssize_t)sizeof command)
            break;
        if (strcmp(command.text, "quit") == 0)
            break;
    }
    close(words[1]);
    return pthread_join(speaker, NULL);
}
