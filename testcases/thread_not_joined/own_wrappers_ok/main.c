#include "thread.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

struct copier {
    struct thread thread;
    bool busy;
    int from;
};

static void copy(void *arg)
{
    char c;
    struct copier *copier = arg;
    while (read(copier->from, &c, 1) == 1)
        putchar(c);
    copier->busy = false;
}

static void copier_stop(struct copier *copier)
{
    thread_join(&copier->thread);
}

static struct copier copier;

int main(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin) != NULL) {
        copier.from = line[0] - '0';
        copier.busy = true;
        if (thread_start(&copier.thread, copy, &copier) != 0)
            continue;
        sleep(1);
        copier_stop(&copier);
    }
    return 0;
}
