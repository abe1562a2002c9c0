/* A table of slots with a thread each. The thread gives its slot back when it ends; who takes the slot
 * again puts the new handle over the old one. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#define N_SLOTS 16

/* The slot is free when the thread says so. */
struct lane {
    bool used;
    int fd;
    pthread_t tid;
};

static struct lane lanes[N_SLOTS];

static void *drive(void *arg)
{
    char c;
    struct lane *lane = arg;
    while (read(lane->fd, &c, 1) == 1)
        ;
    close(lane->fd);
    lane->used = false;
    return NULL;
}

int lane_take_bad(int fd)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (lanes[i].used)
            continue;
        lanes[i].used = true;
        lanes[i].fd = fd;
        int rc = pthread_create(&lanes[i].tid, NULL, drive, &lanes[i]); // EXPECT: thread-not-joined
        if (rc != 0)
            lanes[i].used = false;
        return rc;
    }
    return -1;
}

void lanes_finish(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (lanes[i].used)
            pthread_join(lanes[i].tid, NULL);
    }
}

/* Three states: a slot whose thread has ended is joined before it is taken. */
enum track_state { TRACK_FREE, TRACK_BUSY, TRACK_ENDED };

struct track {
    enum track_state state;
    int fd;
    pthread_t tid;
};

static struct track tracks[N_SLOTS];

static void *track_run(void *arg)
{
    char c;
    struct track *track = arg;
    while (read(track->fd, &c, 1) == 1)
        ;
    close(track->fd);
    track->state = TRACK_ENDED;
    return NULL;
}

int track_take_ok(int fd)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (tracks[i].state == TRACK_BUSY)
            continue;
        if (tracks[i].state == TRACK_ENDED)
            pthread_join(tracks[i].tid, NULL);
        tracks[i].state = TRACK_BUSY;
        tracks[i].fd = fd;
        if (pthread_create(&tracks[i].tid, NULL, track_run, &tracks[i]) == 0)
            return 0;
        tracks[i].state = TRACK_FREE;
        return -1;
    }
    return -1;
}

void tracks_finish(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (tracks[i].state != TRACK_FREE)
            pthread_join(tracks[i].tid, NULL);
        tracks[i].state = TRACK_FREE;
    }
}

/* The thread wipes its slot, and its handle with it. */
struct booth {
    pthread_t tid;
    int fd;
};

static struct booth booths[N_SLOTS];

static void *booth_run(void *arg)
{
    char c;
    struct booth *booth = arg;
    while (read(booth->fd, &c, 1) == 1)
        ;
    memset(booth, 0, sizeof *booth);
    return NULL;
}

int booth_take_bad(int number, int fd)
{
    struct booth *booth = &booths[number % N_SLOTS];
    booth->fd = fd;
    return pthread_create(&booth->tid, NULL, booth_run, booth); // EXPECT: thread-not-joined
}

void booths_finish(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (booths[i].tid)
            pthread_join(booths[i].tid, NULL);
    }
}

/* The thread lets go of itself before it wipes its slot. */
struct stall {
    pthread_t tid;
    int fd;
};

static struct stall stalls[N_SLOTS];

static void *stall_run(void *arg)
{
    char c;
    struct stall *stall = arg;
    while (read(stall->fd, &c, 1) == 1)
        ;
    pthread_detach(pthread_self());
    memset(stall, 0, sizeof *stall);
    return NULL;
}

int stall_take_ok(int number, int fd)
{
    struct stall *stall = &stalls[number % N_SLOTS];
    stall->fd = fd;
    return pthread_create(&stall->tid, NULL, stall_run, stall);
}

void stalls_finish(void)
{
    for (int i = 0; i < N_SLOTS; i++) {
        if (stalls[i].tid)
            pthread_join(stalls[i].tid, NULL);
    }
}
