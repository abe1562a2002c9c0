/* The queue lies in an object that begins with a base, by which its maker hands it out; nobody takes from it. */
#include <pthread.h>
#include <stdlib.h>

enum { N_LINES = 256 };

struct writer {
    int (*put)(struct writer *writer, int line);
};

struct net_writer {
    struct writer base;
    pthread_mutex_t lock;
    pthread_cond_t more;
    int lines[N_LINES];
    unsigned first, last;
};

static int net_put(struct writer *writer, int line)
{
    struct net_writer *net = (struct net_writer *)writer;
    pthread_mutex_lock(&net->lock);
    if (net->last - net->first < N_LINES)
        net->lines[net->last++ % N_LINES] = line;
    pthread_cond_signal(&net->more);
    pthread_mutex_unlock(&net->lock);
    return 0;
}

static struct writer *net_open(void)
{
    struct net_writer *net = calloc(1, sizeof *net);
    if (net == NULL)
        return NULL;
    net->base.put = net_put;
    pthread_mutex_init(&net->lock, NULL);
    pthread_cond_init(&net->more, NULL);
    return &net->base;
}

int write_lines_bad(int n)
{
    struct writer *writer = net_open();
    if (writer == NULL)
        return -1;
    for (int i = 0; i < n; i++)
        if (writer->put(writer, i) != 0) // EXPECT: send-no-receiver
            return -1;
    return 0;
}
