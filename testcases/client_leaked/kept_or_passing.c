/* A connection that passes is told from one that is kept by its index: -1 stands for the one that whoever is done
 * with it closes. */
#include <stdlib.h>

#include "mini_redis.h"

enum { KEPT = 4 };

struct lent {
    int index;
    redisContext *redis;
};

struct hired {
    int index;
    redisContext *redis;
};

static redisContext *kept[KEPT];
static unsigned busy;

static int take_kept(void)
{
    for (int i = 0; i < KEPT; i++)
        if (kept[i] && !(busy & 1u << i)) {
            busy |= 1u << i;
            return i;
        }
    return -1;
}

static struct lent *lend_ok(struct timeval time)
{
    struct lent *lent = malloc(sizeof(*lent));

    if (lent == NULL)
        return NULL;
    lent->index = take_kept();
    if (lent->index >= 0) {
        lent->redis = kept[lent->index];
        return lent;
    }
    lent->index = -1;
    lent->redis = redisConnectWithTimeout("store", 6379, time);
    if (lent->redis == NULL) {
        free(lent);
        return NULL;
    }
    return lent;
}

static void give_back_lent(struct lent *lent)
{
    if (lent->index == -1)
        redisFree(lent->redis);
    else
        busy &= ~(1u << lent->index);
    free(lent);
}

static struct hired *hire_bad(struct timeval time)
{
    struct hired *hired = malloc(sizeof(*hired));

    if (hired == NULL)
        return NULL;
    hired->index = take_kept();
    if (hired->index >= 0) {
        hired->redis = kept[hired->index];
        return hired;
    }
    hired->index = -2;
    hired->redis = redisConnectWithTimeout("store", 6379, time); // EXPECT: client-leaked
    if (hired->redis == NULL) {
        free(hired);
        return NULL;
    }
    return hired;
}

static void give_back_hired(struct hired *hired)
{
    if (hired->index == -1)
        redisFree(hired->redis);
    else
        busy &= ~(1u << (hired->index & 3));
    free(hired);
}

int main(int argc, char **argv)
{
    struct timeval time = {5, 0};

    for (int i = 0; i < KEPT; i++)
        kept[i] = redisConnectWithTimeout("store", 6379, time);
    for (int i = 1; i < argc; i++) {
        struct lent *lent = lend_ok(time);
        if (lent) {
            freeReplyObject(redisCommand(lent->redis, "SET last %s", argv[i]));
            give_back_lent(lent);
        }
        struct hired *hired = hire_bad(time);
        if (hired) {
            freeReplyObject(redisCommand(hired->redis, "INCR %s", argv[i]));
            give_back_hired(hired);
        }
    }
    for (int i = 0; i < KEPT; i++)
        if (kept[i])
            redisFree(kept[i]);
    return 0;
}
