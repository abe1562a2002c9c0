/* A pointer that goes over an array of handles, in one loop after the other, while threads are started; joined by
 * index. In the bad twin nobody joins. */
#include <pthread.h>

enum { HALF = 4 };

static pthread_t joined[2 * HALF + 1], forgotten[2 * HALF + 1];

static void *up(void *arg)
{
    return arg;
}

static void *down(void *arg)
{
    return arg;
}

int start_all_ok(void)
{
    pthread_t *id = joined;
    int rc;

    for (int i = 0; i < HALF; i++)
        if ((rc = pthread_create(id++, NULL, up, NULL)) != 0)
            return rc;
    for (int i = 0; i < HALF; i++)
        if ((rc = pthread_create(id++, NULL, down, NULL)) != 0)
            return rc;
    if ((rc = pthread_create(id++, NULL, up, NULL)) != 0)
        return rc;
    for (int i = 0; i < 2 * HALF + 1; i++)
        pthread_join(joined[i], NULL);
    return 0;
}

int start_all_bad(void)
{
    pthread_t *id = forgotten;
    int rc;

    for (int i = 0; i < HALF; i++)
        if ((rc = pthread_create(id++, NULL, up, NULL)) != 0) // MISS: thread-not-joined
            return rc;
    for (int i = 0; i < HALF; i++)
        if ((rc = pthread_create(id++, NULL, down, NULL)) != 0) // EXPECT: thread-not-joined
            return rc;
    return 0;
}
