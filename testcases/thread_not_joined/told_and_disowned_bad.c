/* A lane that is paused is told to stop, and its flag says that it has no thread any more, though nobody has
 * joined it. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

enum { N_LANES = 4 };
struct lane {
    pthread_t thread;
    bool on;
    volatile bool stop;
    long work;
};
static struct lane lanes[N_LANES];

static void *run(void *arg)
{
    struct lane *lane = arg;
    while (!lane->stop) {
        lane->work++;
        usleep(100);
    }
    return NULL;
}

static int lane_open(struct lane *lane)
{
    if (lane->on)
        return 0;
    lane->stop = false;
    if (pthread_create(&lane->thread, NULL, run, lane) != 0) // EXPECT: thread-not-joined
        return -1;
    lane->on = true;
    return 0;
}

static void lane_close(struct lane *lane)
{
    if (!lane->on)
        return;
    lane->stop = true;
    pthread_join(lane->thread, NULL);
    lane->on = false;
}

static void lane_pause(struct lane *lane)
{
    lane->stop = true;
    lane->on = false;
}

int main(void)
{
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        int i;
        char what;
        if (sscanf(line, "%c %d", &what, &i) != 2 || i < 0 || i >= N_LANES)
            continue;
        if (what == 'p')
            lane_pause(&lanes[i]);
        else if (lane_open(&lanes[i]) != 0)
            fprintf(stderr, "lane %d\n", i);
    }
    for (int i = 0; i < N_LANES; i++)
        lane_close(&lanes[i]);
    return 0;
}
