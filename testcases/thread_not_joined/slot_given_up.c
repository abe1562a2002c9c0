/* Whoever joins looks at a flag of the slot first. A function that clears the flag, and joins nobody, leaves the
 * thread behind. */
#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 8, FAILURES_MOST = 3 };

/* ---- a slot that is given up ---- */

struct berth {
    pthread_t loader;
    bool is_taken, is_loading;
    int failures;
};

static struct berth berths[SLOTS];

static void *load_berth(void *argument)
{
    struct berth *berth = argument;

    if (usleep(1000) != 0)
        berth->failures++;
    return NULL;
}

static void berth_init(struct berth *berth)
{
    memset(berth, 0, sizeof(*berth));
    berth->is_loading = false;
    berth->is_taken = true;
}

static int berth_load_bad(struct berth *berth)
{
    if (berth->is_loading) {
        pthread_join(berth->loader, NULL);
        berth->is_loading = false;
    }
    if (pthread_create(&berth->loader, NULL, load_berth, berth) != 0) // EXPECT: thread-not-joined
        return -1;
    berth->is_loading = true;
    return 0;
}

static void berths_expire_bad(void)
{
    for (int i = 0; i < SLOTS; i++) {
        struct berth *berth = &berths[i];
        if (!berth->is_taken || berth->failures < FAILURES_MOST)
            continue;
        berth->is_loading = false;
        berth->is_taken = false;
    }
}

static void berths_close(void)
{
    for (int i = 0; i < SLOTS; i++)
        if (berths[i].is_loading) {
            pthread_join(berths[i].loader, NULL);
            berths[i].is_loading = false;
        }
}

/* ---- one that is joined before it is given up ---- */

struct quay {
    pthread_t loader;
    bool is_taken, is_loading;
    int failures;
};

static struct quay quays[SLOTS];

static void *load_quay(void *argument)
{
    struct quay *quay = argument;

    if (usleep(1000) != 0)
        quay->failures++;
    return NULL;
}

static int quay_load_ok(struct quay *quay)
{
    if (quay->is_loading) {
        pthread_join(quay->loader, NULL);
        quay->is_loading = false;
    }
    if (pthread_create(&quay->loader, NULL, load_quay, quay) != 0)
        return -1;
    quay->is_loading = true;
    return 0;
}

static void quay_wait(struct quay *quay)
{
    if (quay->is_loading)
        pthread_join(quay->loader, NULL);
}

static void quay_forget(struct quay *quay)
{
    if (!quay->is_taken)
        return;
    quay->is_loading = false;
    quay->is_taken = false;
}

static void quays_expire_ok(void)
{
    for (int i = 0; i < SLOTS; i++) {
        struct quay *quay = &quays[i];
        if (!quay->is_taken || quay->failures < FAILURES_MOST)
            continue;
        quay_wait(quay);
        quay_forget(quay);
    }
}

static void quays_close(void)
{
    for (int i = 0; i < SLOTS; i++)
        if (quays[i].is_loading) {
            pthread_join(quays[i].loader, NULL);
            quays[i].is_loading = false;
        }
}

/* ---- the flag tells the thread to stop, and who joins does not ask for it ---- */

struct pier {
    pthread_t loader;
    pthread_mutex_t lock;
    bool is_open;
};

static void *load_pier(void *argument)
{
    struct pier *pier = argument;
    bool goes_on = true;

    while (goes_on) {
        sleep(1);
        pthread_mutex_lock(&pier->lock);
        goes_on = pier->is_open;
        pthread_mutex_unlock(&pier->lock);
    }
    return NULL;
}

static struct pier pier = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void pier_open_ok(void)
{
    if (pier.is_open)
        return;
    pier.is_open = true;
    if (pthread_create(&pier.loader, NULL, load_pier, &pier) != 0)
        pier.is_open = false;
}

static void pier_close_ok(void)
{
    pthread_mutex_lock(&pier.lock);
    pier.is_open = false;
    pthread_mutex_unlock(&pier.lock);
}

/* ---- a free slot that is taken ---- */

struct dock {
    pthread_t loader;
    int ship;
    bool is_loading;
};

static struct dock docks[SLOTS];

static void *load_dock(void *argument)
{
    struct dock *dock = argument;

    usleep((useconds_t)dock->ship);
    return NULL;
}

static void dock_load_ok(struct dock *dock)
{
    if (pthread_create(&dock->loader, NULL, load_dock, dock) == 0)
        dock->is_loading = true;
}

static struct dock *dock_take_ok(int ship)
{
    for (int i = 0; i < SLOTS; i++)
        if (docks[i].ship == -1) {
            docks[i].is_loading = false;
            docks[i].ship = ship;
            return &docks[i];
        }
    return NULL;
}

static void dock_leave_ok(struct dock *dock)
{
    if (dock->is_loading)
        pthread_join(dock->loader, NULL);
    dock->ship = -1;
}

static void dock_use_ok(int ship)
{
    struct dock *dock = dock_take_ok(ship);

    if (!dock)
        return;
    if (!dock->is_loading)
        dock_load_ok(dock);
    dock_leave_ok(dock);
}

int main(int argc, char **argv)
{
    for (int i = 0; i < SLOTS; i++) {
        berth_init(&berths[i]);
        quays[i].is_taken = true;
    }
    pier_open_ok();
    for (int i = 1; i < argc; i++) {
        berth_load_bad(&berths[argv[i][0] % SLOTS]);
        quay_load_ok(&quays[argv[i][0] % SLOTS]);
        berths_expire_bad();
        quays_expire_ok();
        dock_use_ok(i);
    }
    berths_close();
    quays_close();
    pier_close_ok();
    pthread_join(pier.loader, NULL);
    return 0;
}
