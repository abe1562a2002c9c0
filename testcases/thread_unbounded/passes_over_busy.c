/* At each tick all hosts are looked at, and one that is still being looked at is passed over. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct host {
    char name[64];
    int is_up;
    int is_asked;
    struct host *next;
};

static struct host *hosts;
static int ask_host(const char *name)
{
    char line[128];
    FILE *answer;
    int up;

    snprintf(line, sizeof(line), "ping -c1 %s", name);
    answer = popen(line, "r");
    if (!answer)
        return 0;
    up = fgets(line, sizeof(line), answer) != NULL;
    pclose(answer);
    return up;
}

/* ---- none is passed over but those that are down ---- */

static void *ask_bad(void *arg)
{
    struct host *host = arg;

    pthread_detach(pthread_self());
    printf("%s: %d\n", host->name, ask_host(host->name));
    return NULL;
}

void watch_bad(int timer)
{
    uint64_t ticks;
    pthread_t thread;

    while (read(timer, &ticks, sizeof(ticks)) == sizeof(ticks))
        for (struct host *host = hosts; host; host = host->next) {
            if (host->name[0] == '#')
                continue;
            if (pthread_create(&thread, NULL, ask_bad, host) != 0) // EXPECT: thread-unbounded
                fprintf(stderr, "cannot ask %s\n", host->name);
        }
}

/* Which of them it is says nothing of how many there are. */
void watch_array_bad(int timer, struct host *array, int n, int self)
{
    uint64_t ticks;
    pthread_t thread;

    while (read(timer, &ticks, sizeof(ticks)) == sizeof(ticks))
        for (int i = 0; i < n; i++) {
            if (i == self)
                continue;
            if (pthread_create(&thread, NULL, ask_bad, &array[i]) != 0) // EXPECT: thread-unbounded
                fprintf(stderr, "cannot ask %s\n", array[i].name);
        }
}

/* ---- a flag for each, exchanged ---- */

static void *ask_once(void *arg)
{
    struct host *host = arg;

    pthread_detach(pthread_self());
    host->is_up = ask_host(host->name);
    __atomic_store_n(&host->is_asked, 0, __ATOMIC_RELEASE);
    return NULL;
}

void watch_exchange_ok(int timer)
{
    uint64_t ticks;
    pthread_t thread;

    while (read(timer, &ticks, sizeof(ticks)) == sizeof(ticks))
        for (struct host *host = hosts; host; host = host->next) {
            if (__atomic_exchange_n(&host->is_asked, 1, __ATOMIC_ACQUIRE))
                continue;
            if (pthread_create(&thread, NULL, ask_once, host) != 0)
                __atomic_store_n(&host->is_asked, 0, __ATOMIC_RELEASE);
        }
}

/* ---- a number of all ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int n_asked;
enum { ASKED_MOST = 20 };

static void *ask_counted(void *arg)
{
    struct host *host = arg;

    pthread_detach(pthread_self());
    host->is_up = ask_host(host->name);
    pthread_mutex_lock(&lock);
    n_asked--;
    pthread_mutex_unlock(&lock);
    return NULL;
}

static void look_at_all(void)
{
    pthread_t thread;

    for (struct host *host = hosts; host; host = host->next) {
        pthread_mutex_lock(&lock);
        if (n_asked >= ASKED_MOST) {
            pthread_mutex_unlock(&lock);
            continue;
        }
        n_asked++;
        pthread_mutex_unlock(&lock);
        if (pthread_create(&thread, NULL, ask_counted, host) != 0) {
            pthread_mutex_lock(&lock);
            n_asked--;
            pthread_mutex_unlock(&lock);
        }
    }
}

void watch_counted_ok(int timer)
{
    uint64_t ticks;

    while (read(timer, &ticks, sizeof(ticks)) == sizeof(ticks))
        look_at_all();
}

int main(int argc, char **argv)
{
    static struct host array[4];
    int timer = argc > 1 ? 0 : 3;

    hosts = calloc(1, sizeof(*hosts));
    if (!hosts)
        return 1;
    snprintf(hosts->name, sizeof(hosts->name), "%s", argv[0]);
    watch_bad(timer);
    watch_array_bad(timer, array, 4, argc);
    watch_exchange_ok(timer);
    watch_counted_ok(timer);
    return 0;
}
