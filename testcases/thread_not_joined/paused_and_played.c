/* A player's thread is told to leave on a pause and joined when the player is closed. To play again, another thread is
 * started where the first one has left. */
#include <pthread.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum change { OPEN, PLAY, PAUSE, CLOSE };

/* ---- bad: the one that was paused is never joined ---- */

static struct {
    pthread_mutex_t lock;
    bool stop, stopped;
    pthread_t thread;
} bad = {.lock = PTHREAD_MUTEX_INITIALIZER, .stopped = true};

static void *bad_run(void *arg)
{
    pthread_mutex_lock(&bad.lock);
    while (!bad.stop) {
        pthread_mutex_unlock(&bad.lock);
        usleep(20000);
        pthread_mutex_lock(&bad.lock);
    }
    bad.stopped = true;
    pthread_mutex_unlock(&bad.lock);
    return arg;
}

static int start_bad(void)
{
    int error = 0;

    pthread_mutex_lock(&bad.lock);
    bad.stop = false;
    if (bad.stopped) {
        error = pthread_create(&bad.thread, NULL, bad_run, NULL); // EXPECT: thread-not-joined
        bad.stopped = error != 0;
    }
    pthread_mutex_unlock(&bad.lock);
    return error;
}

static void tell_bad(void)
{
    pthread_mutex_lock(&bad.lock);
    bad.stop = true;
    pthread_mutex_unlock(&bad.lock);
}

static void join_bad(void)
{
    if (bad.thread)
        pthread_join(bad.thread, NULL);
    bad.thread = 0;
}

static int change_bad(enum change change)
{
    switch (change) {
    case PAUSE:
    case CLOSE:
        tell_bad();
        break;
    default:
        break;
    }
    switch (change) {
    case PLAY:
        return start_bad();
    case CLOSE:
        join_bad();
        return 0;
    default:
        return 0;
    }
}

/* ---- good: who starts it again joins it first ---- */

static struct {
    pthread_mutex_t lock;
    bool stop, stopped;
    pthread_t thread;
} rejoin_ok = {.lock = PTHREAD_MUTEX_INITIALIZER, .stopped = true};

static void *rejoin_ok_run(void *arg)
{
    pthread_mutex_lock(&rejoin_ok.lock);
    while (!rejoin_ok.stop) {
        pthread_mutex_unlock(&rejoin_ok.lock);
        usleep(20000);
        pthread_mutex_lock(&rejoin_ok.lock);
    }
    rejoin_ok.stopped = true;
    pthread_mutex_unlock(&rejoin_ok.lock);
    return arg;
}

static int start_rejoin_ok(void)
{
    int error = 0;

    pthread_mutex_lock(&rejoin_ok.lock);
    rejoin_ok.stop = false;
    if (rejoin_ok.stopped) {
        if (rejoin_ok.thread)
            pthread_join(rejoin_ok.thread, NULL);
        error = pthread_create(&rejoin_ok.thread, NULL, rejoin_ok_run, NULL);
        rejoin_ok.stopped = error != 0;
    }
    pthread_mutex_unlock(&rejoin_ok.lock);
    return error;
}

static void tell_rejoin_ok(void)
{
    pthread_mutex_lock(&rejoin_ok.lock);
    rejoin_ok.stop = true;
    pthread_mutex_unlock(&rejoin_ok.lock);
}

static void join_rejoin_ok(void)
{
    if (rejoin_ok.thread)
        pthread_join(rejoin_ok.thread, NULL);
    rejoin_ok.thread = 0;
}

static int change_rejoin_ok(enum change change)
{
    switch (change) {
    case PAUSE:
    case CLOSE:
        tell_rejoin_ok();
        break;
    default:
        break;
    }
    switch (change) {
    case PLAY:
        return start_rejoin_ok();
    case CLOSE:
        join_rejoin_ok();
        return 0;
    default:
        return 0;
    }
}

/* ---- good: a pause waits for its end ---- */

static struct {
    pthread_mutex_t lock;
    bool stop, stopped;
    pthread_t thread;
} await_ok = {.lock = PTHREAD_MUTEX_INITIALIZER, .stopped = true};

static void *await_ok_run(void *arg)
{
    pthread_mutex_lock(&await_ok.lock);
    while (!await_ok.stop) {
        pthread_mutex_unlock(&await_ok.lock);
        usleep(20000);
        pthread_mutex_lock(&await_ok.lock);
    }
    await_ok.stopped = true;
    pthread_mutex_unlock(&await_ok.lock);
    return arg;
}

static int start_await_ok(void)
{
    int error = 0;

    pthread_mutex_lock(&await_ok.lock);
    await_ok.stop = false;
    if (await_ok.stopped) {
        error = pthread_create(&await_ok.thread, NULL, await_ok_run, NULL);
        await_ok.stopped = error != 0;
    }
    pthread_mutex_unlock(&await_ok.lock);
    return error;
}

static void tell_await_ok(void)
{
    pthread_mutex_lock(&await_ok.lock);
    await_ok.stop = true;
    pthread_mutex_unlock(&await_ok.lock);
}

static void join_await_ok(void)
{
    if (await_ok.thread)
        pthread_join(await_ok.thread, NULL);
    await_ok.thread = 0;
}

static int change_await_ok(enum change change)
{
    switch (change) {
    case PAUSE:
    case CLOSE:
        tell_await_ok();
        break;
    default:
        break;
    }
    switch (change) {
    case PLAY:
        return start_await_ok();
    case PAUSE:
    case CLOSE:
        join_await_ok();
        return 0;
    default:
        return 0;
    }
}

int main(void)
{
    int control = socket(AF_UNIX, SOCK_DGRAM, 0);
    struct sockaddr_un at = {AF_UNIX, "/run/player"};
    char byte;

    if (bind(control, (struct sockaddr *)&at, sizeof(at)) != 0)
        return 1;
    for (;;) {
        if (recv(control, &byte, 1, 0) != 1)
            continue;
        enum change change = byte == 'p' ? PLAY : byte == 's' ? PAUSE : byte == 'c' ? CLOSE : OPEN;
        change_bad(change);
        change_rejoin_ok(change);
        change_await_ok(change);
    }
}
