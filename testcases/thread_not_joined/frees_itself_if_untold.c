/* A thread that leaves by itself frees the object with its handle; one that is told to leave does not, and is joined.
 * The look at what it was told keeps none of the first kind. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

struct copy {
    struct copy *next;
    pthread_t thread;
    int from, to;
    bool stopped;
};

static struct copy *copies;

static void copy_unlink(struct copy *copy)
{
    struct copy **at = &copies;
    while (*at != NULL && *at != copy)
        at = &(*at)->next;
    if (*at != NULL)
        *at = copy->next;
}

static void copy_done(struct copy *copy)
{
    pthread_mutex_lock(&lock);
    if (!copy->stopped) {
        copy_unlink(copy);
        free(copy);
    }
    pthread_mutex_unlock(&lock);
}

static void *copy_run(void *arg)
{
    struct copy *copy = arg;
    char block[512];
    ssize_t n = read(copy->from, block, sizeof block);
    while (n > 0 && write(copy->to, block, (size_t)n) == n)
        n = read(copy->from, block, sizeof block);
    copy_done(copy);
    return NULL;
}

int copy_start_bad(int from, int to)
{
    struct copy *copy = calloc(1, sizeof *copy);
    if (copy == NULL)
        return -1;
    copy->from = from;
    copy->to = to;
    pthread_mutex_lock(&lock);
    int rc = pthread_create(&copy->thread, NULL, copy_run, copy); // EXPECT: thread-not-joined
    if (rc == 0) {
        copy->next = copies;
        copies = copy;
    } else {
        free(copy);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

void copies_end(void)
{
    pthread_mutex_lock(&lock);
    struct copy *copy = copies;
    copies = NULL;
    for (struct copy *one = copy; one != NULL; one = one->next)
        one->stopped = true;
    pthread_mutex_unlock(&lock);
    while (copy != NULL) {
        struct copy *next = copy->next;
        pthread_join(copy->thread, NULL);
        free(copy);
        copy = next;
    }
}

/* The last of the two who hold it frees it: that is the thread only when it was joined by nobody who still could. */
struct move {
    pthread_t thread;
    int from, holders;
};

static void *move_run(void *arg)
{
    struct move *move = arg;
    char block[512];
    while (read(move->from, block, sizeof block) > 0)
        ;
    pthread_mutex_lock(&lock);
    bool last = --move->holders == 0;
    pthread_mutex_unlock(&lock);
    if (last)
        free(move);
    return NULL;
}

struct move *move_start_ok(int from)
{
    struct move *move = calloc(1, sizeof *move);
    if (move == NULL)
        return NULL;
    move->from = from;
    move->holders = 2;
    if (pthread_create(&move->thread, NULL, move_run, move) != 0) {
        free(move);
        return NULL;
    }
    return move;
}

void move_end(struct move *move)
{
    pthread_t thread = move->thread;
    pthread_mutex_lock(&lock);
    bool last = --move->holders == 0;
    pthread_mutex_unlock(&lock);
    pthread_join(thread, NULL);
    if (last)
        free(move);
}

/* Who gives it up says so, and detaches it: then it is the thread that frees it. */
struct fetch {
    pthread_t thread;
    int from;
    bool given_up, over;
};

static void *fetch_run(void *arg)
{
    struct fetch *fetch = arg;
    char block[512];
    while (read(fetch->from, block, sizeof block) > 0)
        ;
    pthread_mutex_lock(&lock);
    bool given_up = fetch->given_up;
    fetch->over = true;
    pthread_mutex_unlock(&lock);
    if (given_up)
        free(fetch);
    return NULL;
}

struct fetch *fetch_start_ok(int from)
{
    struct fetch *fetch = calloc(1, sizeof *fetch);
    if (fetch == NULL)
        return NULL;
    fetch->from = from;
    if (pthread_create(&fetch->thread, NULL, fetch_run, fetch) != 0) {
        free(fetch);
        return NULL;
    }
    return fetch;
}

void fetch_end(struct fetch *fetch)
{
    pthread_mutex_lock(&lock);
    bool over = fetch->over;
    fetch->given_up = !over;
    if (!over)
        pthread_detach(fetch->thread);
    pthread_mutex_unlock(&lock);
    if (over) {
        pthread_join(fetch->thread, NULL);
        free(fetch);
    }
}

/* It detaches itself if nobody will join it, and frees what is then its own. */
struct dump {
    struct dump *next;
    pthread_t thread;
    int from;
    bool stopped;
};

static struct dump *dumps;

static void *dump_run(void *arg)
{
    struct dump *dump = arg;
    char block[512];
    while (read(dump->from, block, sizeof block) > 0)
        ;
    pthread_mutex_lock(&lock);
    if (!dump->stopped) {
        dumps = dump->next;
        pthread_detach(dump->thread);
        free(dump);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

int dump_start_ok(int from)
{
    struct dump *dump = calloc(1, sizeof *dump);
    if (dump == NULL)
        return -1;
    dump->from = from;
    pthread_mutex_lock(&lock);
    int rc = pthread_create(&dump->thread, NULL, dump_run, dump);
    if (rc == 0) {
        dump->next = dumps;
        dumps = dump;
    } else {
        free(dump);
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

void dumps_end(void)
{
    pthread_mutex_lock(&lock);
    struct dump *dump = dumps;
    dumps = NULL;
    for (struct dump *one = dump; one != NULL; one = one->next)
        one->stopped = true;
    pthread_mutex_unlock(&lock);
    while (dump != NULL) {
        struct dump *next = dump->next;
        pthread_join(dump->thread, NULL);
        free(dump);
        dump = next;
    }
}

/* It hands its handle over to who joins before it frees the rest. */
struct scan {
    pthread_t thread;
    int from;
    bool stopped;
};

static struct scan *scan_now;
static pthread_t scan_left;
static bool scan_has_left;

static void *scan_run(void *arg)
{
    struct scan *scan = arg;
    char block[512];
    while (read(scan->from, block, sizeof block) > 0)
        ;
    pthread_mutex_lock(&lock);
    if (!scan->stopped) {
        scan_left = scan->thread;
        scan_has_left = true;
        scan_now = NULL;
        free(scan);
    }
    pthread_mutex_unlock(&lock);
    return NULL;
}

int scan_start_ok(int from)
{
    int rc = -1;
    pthread_mutex_lock(&lock);
    if (scan_now == NULL && !scan_has_left && (scan_now = calloc(1, sizeof *scan_now)) != NULL) {
        scan_now->from = from;
        rc = pthread_create(&scan_now->thread, NULL, scan_run, scan_now);
        if (rc != 0) {
            free(scan_now);
            scan_now = NULL;
        }
    }
    pthread_mutex_unlock(&lock);
    return rc;
}

void scan_end(void)
{
    pthread_mutex_lock(&lock);
    struct scan *scan = scan_now;
    scan_now = NULL;
    if (scan != NULL)
        scan->stopped = true;
    pthread_mutex_unlock(&lock);
    if (scan != NULL) {
        pthread_join(scan->thread, NULL);
        free(scan);
    }
    if (scan_has_left)
        pthread_join(scan_left, NULL);
    scan_has_left = false;
}
