#include "services.h"
#include "thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct ticker {
    struct thread *thread;
    int quit[2];
};

static void *ticker_run(void *data)
{
    struct ticker *ticker = data;
    char byte;
    while (read(ticker->quit[0], &byte, 1) < 0)
        usleep(1000);
    return NULL;
}

static bool ticker_shutdown(void *data)
{
    struct ticker *ticker = data;
    return write(ticker->quit[1], "", 1) == 1;
}

struct ticker *ticker_new(void)
{
    struct ticker *ticker = calloc(1, sizeof *ticker);
    if (ticker == NULL)
        return NULL;
    if (pipe(ticker->quit) != 0) {
        free(ticker);
        return NULL;
    }
    ticker->thread = thread_create("ticker", ticker_run, ticker_shutdown, ticker);
    return ticker;
}

void ticker_free(struct ticker *ticker)
{
    thread_shutdown(ticker->thread);
    close(ticker->quit[0]);
    close(ticker->quit[1]);
    free(ticker);
}
