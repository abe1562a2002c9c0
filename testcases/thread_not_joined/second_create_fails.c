/* Two threads: where the second cannot be made, the first one already runs. */
#include <pthread.h>
#include <stddef.h>

static void *produce(void *pipe)
{
    return pipe;
}

static void *consume(void *pipe)
{
    return pipe;
}

int pump_bad(void *pipe)
{
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0) // EXPECT: thread-not-joined
        return -1;
    if (pthread_create(&consumer, NULL, consume, pipe) != 0)
        return -1;
    pthread_join(producer, NULL);
    pthread_join(consumer, NULL);
    return 0;
}

int pump_ok(void *pipe)
{
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0)
        return -1;
    if (pthread_create(&consumer, NULL, consume, pipe) != 0) {
        pthread_join(producer, NULL);
        return -1;
    }
    pthread_join(producer, NULL);
    pthread_join(consumer, NULL);
    return 0;
}

/* Both in one condition: `||` makes the second only where the first was made. */
int pump_short_circuit_bad(void *pipe)
{
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0 || // EXPECT: thread-not-joined
        pthread_create(&consumer, NULL, consume, pipe) != 0)
        return -1;
    pthread_join(producer, NULL);
    pthread_join(consumer, NULL);
    return 0;
}

int pump_short_circuit_ok(void *pipe)
{
    int n = 0;
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0 ||
        (n++, pthread_create(&consumer, NULL, consume, pipe) != 0)) {
        if (n > 0)
            pthread_join(producer, NULL);
        return -1;
    }
    pthread_join(producer, NULL);
    pthread_join(consumer, NULL);
    return 0;
}

/* The join of the first fails, and the second is forgotten. */
int drain_bad(void *pipe)
{
    int rc = -1;
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0)
        return -1;
    if (pthread_create(&consumer, NULL, consume, pipe) != 0) // EXPECT: thread-not-joined
        goto out;
    if (pthread_join(producer, NULL) != 0)
        return -1;
    pthread_join(consumer, NULL);
    return 0;
out:
    pthread_join(producer, NULL);
    return rc;
}

int drain_ok(void *pipe)
{
    int rc = -1;
    pthread_t producer, consumer;
    if (pthread_create(&producer, NULL, produce, pipe) != 0)
        return -1;
    if (pthread_create(&consumer, NULL, consume, pipe) != 0)
        goto out;
    if (pthread_join(producer, NULL) != 0)
        rc = -2;
    pthread_join(consumer, NULL);
    return rc == -2 ? rc : 0;
out:
    pthread_join(producer, NULL);
    return rc;
}
