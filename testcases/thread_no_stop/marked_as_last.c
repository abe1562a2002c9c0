/* Several threads take parcels off one belt, and end by one that is marked as the last: whoever gets it has taken it away from
 * the others. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { PACKERS = 4 };

struct parcel {
    struct parcel *next;
    int weight;
    bool is_last;
};

struct bundle {
    struct bundle *next;
    int weight;
    bool is_last;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t parcel_there = PTHREAD_COND_INITIALIZER;
static pthread_cond_t bundle_there = PTHREAD_COND_INITIALIZER;
static struct parcel *parcels;
static struct bundle *bundles;

static void put_parcel(int weight, bool is_last)
{
    struct parcel *parcel = calloc(1, sizeof *parcel);

    if (parcel == NULL)
        abort();
    parcel->weight = weight;
    parcel->is_last = is_last;
    pthread_mutex_lock(&lock);
    parcel->next = parcels;
    parcels = parcel;
    pthread_cond_signal(&parcel_there);
    pthread_mutex_unlock(&lock);
}

static struct parcel *take_parcel(void)
{
    pthread_mutex_lock(&lock);
    while (parcels == NULL)
        pthread_cond_wait(&parcel_there, &lock);
    struct parcel *parcel = parcels;
    parcels = parcel->next;
    pthread_mutex_unlock(&lock);
    return parcel;
}

static void *pack_bad(void *unused)
{
    bool ended = false;

    while (!ended) {
        struct parcel *parcel = take_parcel();
        ended = parcel->is_last;
        if (!ended)
            printf("%d g\n", parcel->weight);
        free(parcel);
    }
    return unused;
}

static void put_bundle(int weight, bool is_last)
{
    struct bundle *bundle = calloc(1, sizeof *bundle);

    if (bundle == NULL)
        abort();
    bundle->weight = weight;
    bundle->is_last = is_last;
    pthread_mutex_lock(&lock);
    bundle->next = bundles;
    bundles = bundle;
    pthread_cond_signal(&bundle_there);
    pthread_mutex_unlock(&lock);
}

static struct bundle *take_bundle(void)
{
    pthread_mutex_lock(&lock);
    while (bundles == NULL)
        pthread_cond_wait(&bundle_there, &lock);
    struct bundle *bundle = bundles;
    bundles = bundle->next;
    pthread_mutex_unlock(&lock);
    return bundle;
}

static void *pack_ok(void *unused)
{
    for (;;) {
        struct bundle *bundle = take_bundle();
        bool ends = bundle->is_last;
        if (!ends)
            printf("%d g\n", bundle->weight);
        free(bundle);
        if (ends)
            break;
    }
    return unused;
}

int main(void)
{
    pthread_t bad[PACKERS], ok[PACKERS];

    for (int i = 0; i < PACKERS; i++)
        if (pthread_create(&bad[i], NULL, pack_bad, NULL) != 0 || // EXPECT: thread-no-stop
            pthread_create(&ok[i], NULL, pack_ok, NULL) != 0)
            return 1;
    for (int weight = 100; weight < 1000; weight += 100) {
        put_parcel(weight, false);
        put_bundle(weight, false);
    }
    put_parcel(0, true);
    for (int i = 0; i < PACKERS; i++)
        put_bundle(0, true);
    for (int i = 0; i < PACKERS; i++)
        pthread_join(ok[i], NULL);
    for (int i = 0; i < PACKERS; i++)
        pthread_join(bad[i], NULL);
    return 0;
}
