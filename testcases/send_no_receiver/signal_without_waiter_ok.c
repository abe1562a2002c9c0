/* Signals that nobody waits for, and counters that nobody reads: neither keeps anything. */
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdint.h>

enum { N_KINDS = 32, N_BUCKETS = 20 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* for a front end that this build has not */
    uint64_t n_by_kind[N_KINDS], histogram[N_BUCKETS];
    uint64_t n_events, n_bytes;
    int last_kind;
} statistics = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static atomic_ulong sequence;
static sem_t progress;

static unsigned bucket_of(uint64_t size)
{
    unsigned bucket = 0;
    while (size > 1 && bucket < N_BUCKETS - 1) {
        size /= 2;
        bucket++;
    }
    return bucket;
}

int statistics_init(void)
{
    return sem_init(&progress, 0, 0);
}

void statistics_event(int kind, uint64_t size)
{
    pthread_mutex_lock(&statistics.lock);
    statistics.n_events++;
    statistics.n_bytes += size;
    statistics.n_by_kind[kind % N_KINDS]++;
    statistics.histogram[bucket_of(size)]++;
    statistics.last_kind = kind;
    pthread_cond_broadcast(&statistics.changed);
    pthread_mutex_unlock(&statistics.lock);
    atomic_fetch_add(&sequence, 1);
    sem_post(&progress);
}
