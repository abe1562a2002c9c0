/* Of a queue that does not wait, what finds no room is dropped. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stddef.h>

enum { N_SAMPLES = 100 };

static mqd_t samples;

static void *collect(void *unused)
{
    char sample[16];

    while (mq_receive(samples, sample, sizeof sample, NULL) > 0)
        continue;
    return unused;
}

int main(void)
{
    struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 16};
    pthread_t collector;
    int n_dropped = 0;

    samples = mq_open("/samples", O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK, 0600, &attr);
    if (samples == (mqd_t)-1)
        return 1;
    mq_unlink("/samples");
    for (int i = 0; i < N_SAMPLES; i++)
        n_dropped += mq_send(samples, "x", 1, 0) < 0;
    if (pthread_create(&collector, NULL, collect, NULL) != 0)
        return 1;
    pthread_join(collector, NULL);
    mq_close(samples);
    return n_dropped > 0;
}
