/* Counters hold what nobody has looked at yet: that nobody waits is no mistake. */
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct stats {
    sem_t frames;
    int kicks;
};

static struct stats stats;

int stats_open_ok(void)
{
    if (sem_init(&stats.frames, 0, 0) < 0)
        return -1;
    stats.kicks = eventfd(0, EFD_CLOEXEC);
    if (stats.kicks < 0) {
        sem_destroy(&stats.frames);
        return -1;
    }
    return 0;
}

void stats_frame_ok(void)
{
    uint64_t one = 1;

    sem_post(&stats.frames);
    if (write(stats.kicks, &one, sizeof one) < 0)
        abort();
}

int stats_frames_ok(void)
{
    int n;

    return sem_getvalue(&stats.frames, &n) < 0 ? -1 : n;
}
