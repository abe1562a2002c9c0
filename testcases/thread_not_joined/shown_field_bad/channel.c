/* Its users know the field, but the library stops the thread itself, by a signal, and does not join it. */
#include "channel.h"

#include <signal.h>
#include <unistd.h>

static void *pump(void *arg)
{
    struct channel *channel = arg;
    char byte;

    while (channel->state != CHANNEL_ENDS) {
        if (channel->state == CHANNEL_OPENS)
            channel->state = CHANNEL_RUNS;
        if (read(channel->fd, &byte, 1) <= 0)
            sleep(1);
    }
    return NULL;
}

int channel_start(struct channel *channel, int fd)
{
    channel->fd = fd;
    channel->state = CHANNEL_OPENS;
    return pthread_create(&channel->pump, NULL, pump, channel); // EXPECT: thread-not-joined
}

void channel_stop(struct channel *channel)
{
    channel->state = CHANNEL_ENDS;
    pthread_kill(channel->pump, SIGUSR1);
}
