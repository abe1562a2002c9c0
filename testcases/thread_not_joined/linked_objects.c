/* Objects that point at each other: two locals, a ring on the heap. */
#include <pthread.h>
#include <stdlib.h>

struct peer {
    struct peer *other;
    pthread_t tid;
};

int greet(struct peer *peer);

static void *talk(void *arg)
{
    return arg;
}

int pair_bad(void)
{
    struct peer left = {0}, right = {.other = &left};
    left.other = &right;
    return pthread_create(&left.tid, NULL, talk, &right); // EXPECT: thread-not-joined
}

int pair_ok(void)
{
    struct peer left = {0}, right = {.other = &left};
    left.other = &right;
    if (pthread_create(&left.tid, NULL, talk, &right) != 0)
        return -1;
    return pthread_join(right.other->tid, NULL);
}

/* Unseen code gets one of them, and with it the other. */
int pair_greeted_ok(void)
{
    struct peer left = {0}, right = {.other = &left};
    left.other = &right;
    if (pthread_create(&left.tid, NULL, talk, NULL) != 0)
        return -1;
    return greet(&right);
}

int ring_ok(void)
{
    struct peer *left = calloc(1, sizeof *left), *right = calloc(1, sizeof *right);
    if (left == NULL || right == NULL)
        abort();
    left->other = right;
    right->other = left;
    if (pthread_create(&right->tid, NULL, talk, left) != 0)
        abort();
    pthread_join(left->other->tid, NULL);
    free(left);
    free(right);
    return 0;
}
