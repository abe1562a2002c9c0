/* One function makes a crew larger and smaller, in an array that is allocated anew. Those that are told to leave are
 * joined by nobody where the number is only set lower. */
#include <pthread.h>
#include <stdlib.h>

struct shift {
    pthread_mutex_t lock;
    pthread_cond_t more;
    unsigned pending, surplus;
    int over;
    unsigned n_hands;
    pthread_t *hands;
};

static void *toil(void *arg)
{
    struct shift *shift = arg;
    pthread_mutex_lock(&shift->lock);
    for (;;) {
        while (!shift->pending && !shift->surplus && !shift->over)
            pthread_cond_wait(&shift->more, &shift->lock);
        if (shift->surplus || shift->over)
            break;
        shift->pending--;
    }
    if (shift->surplus)
        shift->surplus--;
    pthread_mutex_unlock(&shift->lock);
    return NULL;
}

int shift_resize_bad(struct shift *shift, unsigned n)
{
    if (n < shift->n_hands) {
        pthread_mutex_lock(&shift->lock);
        shift->surplus += shift->n_hands - n;
        shift->n_hands = n;
        pthread_cond_broadcast(&shift->more);
        pthread_mutex_unlock(&shift->lock);
        return 0;
    }
    pthread_t *hands = realloc(shift->hands, n * sizeof(*hands));
    if (!hands)
        return -1;
    shift->hands = hands;
    for (; shift->n_hands < n; shift->n_hands++)
        if (pthread_create(hands + shift->n_hands, NULL, toil, shift)) // EXPECT: thread-not-joined
            return -1;
    return 0;
}

struct shift *shift_begin_bad(unsigned n)
{
    struct shift *shift = calloc(1, sizeof(*shift));
    if (!shift)
        return NULL;
    pthread_mutex_init(&shift->lock, NULL);
    pthread_cond_init(&shift->more, NULL);
    shift_resize_bad(shift, n);
    return shift;
}

void shift_end_bad(struct shift *shift)
{
    pthread_mutex_lock(&shift->lock);
    shift->over = 1;
    pthread_cond_broadcast(&shift->more);
    pthread_mutex_unlock(&shift->lock);
    for (unsigned i = 0; i < shift->n_hands; i++)
        pthread_join(shift->hands[i], NULL);
    free(shift->hands);
    free(shift);
}

struct fleet {
    pthread_mutex_t lock;
    pthread_cond_t more;
    unsigned pending;
    unsigned n_wanted; /* whoever has a higher number leaves */
    unsigned n_boats;
    pthread_t *boats;
};

static void *sail(void *arg)
{
    struct fleet *fleet = arg;
    pthread_mutex_lock(&fleet->lock);
    unsigned self = fleet->n_boats;
    while (self < fleet->n_wanted) {
        if (!fleet->pending)
            pthread_cond_wait(&fleet->more, &fleet->lock);
        else
            fleet->pending--;
    }
    pthread_mutex_unlock(&fleet->lock);
    return NULL;
}

int fleet_resize_ok(struct fleet *fleet, unsigned n)
{
    pthread_mutex_lock(&fleet->lock);
    fleet->n_wanted = n;
    pthread_cond_broadcast(&fleet->more);
    pthread_mutex_unlock(&fleet->lock);
    for (unsigned i = n; i < fleet->n_boats; i++)
        pthread_join(fleet->boats[i], NULL);
    if (n < fleet->n_boats) {
        fleet->n_boats = n;
        return 0;
    }
    pthread_t *boats = realloc(fleet->boats, n * sizeof(*boats));
    if (!boats)
        return -1;
    fleet->boats = boats;
    while (fleet->n_boats < n) {
        if (pthread_create(&boats[fleet->n_boats], NULL, sail, fleet) != 0)
            return -1;
        pthread_mutex_lock(&fleet->lock);
        fleet->n_boats++;
        pthread_mutex_unlock(&fleet->lock);
    }
    return 0;
}

struct fleet *fleet_begin_ok(unsigned n)
{
    struct fleet *fleet = calloc(1, sizeof(*fleet));
    if (!fleet)
        return NULL;
    pthread_mutex_init(&fleet->lock, NULL);
    pthread_cond_init(&fleet->more, NULL);
    fleet_resize_ok(fleet, n);
    return fleet;
}

void fleet_end_ok(struct fleet *fleet)
{
    fleet_resize_ok(fleet, 0);
    free(fleet->boats);
    free(fleet);
}

/* The number is a signed one: what elements are found by is not negative all the same. */
struct squad {
    pthread_mutex_t lock;
    pthread_cond_t more;
    int n_wanted, n_members;
    pthread_t *members;
};

static void *march(void *arg)
{
    struct squad *squad = arg;
    pthread_mutex_lock(&squad->lock);
    int self = squad->n_members;
    while (self < squad->n_wanted)
        pthread_cond_wait(&squad->more, &squad->lock);
    pthread_mutex_unlock(&squad->lock);
    return NULL;
}

int squad_resize_ok(struct squad *squad, int n)
{
    int last = squad->n_members;
    pthread_mutex_lock(&squad->lock);
    squad->n_wanted = n;
    pthread_cond_broadcast(&squad->more);
    pthread_mutex_unlock(&squad->lock);
    if (n < squad->n_members) {
        squad->n_members = n;
        while (--last >= n)
            pthread_join(squad->members[last], NULL);
        return 0;
    }
    pthread_t *members = realloc(squad->members, n * sizeof(*members));
    if (!members)
        return -1;
    squad->members = members;
    while (squad->n_members < n) {
        if (pthread_create(&squad->members[squad->n_members], NULL, march, squad) != 0)
            return -1;
        squad->n_members++;
    }
    return 0;
}

void squad_end_ok(struct squad *squad)
{
    squad_resize_ok(squad, 0);
    free(squad->members);
    squad->members = NULL;
}
