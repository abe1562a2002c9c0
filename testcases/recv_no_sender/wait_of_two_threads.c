/* Two threads wait in one function until the tables are there. Where they cannot be read, both are woken and joined, and the
 * tables are still not there. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

int read_tables(const char *path);
void sort_rows(void);
void count_rows(void);

struct gate {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_open;
};

static struct gate tables = {.lock = PTHREAD_MUTEX_INITIALIZER,
                             .changed = PTHREAD_COND_INITIALIZER};

static void wait_for_tables(void)
{
    pthread_mutex_lock(&tables.lock);
    while (!tables.is_open)
        pthread_cond_wait(&tables.changed, &tables.lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&tables.lock);
}

static void *sort(void *arg)
{
    wait_for_tables();
    sort_rows();
    return arg;
}

static void *count(void *arg)
{
    wait_for_tables();
    count_rows();
    return arg;
}

int tables_bad(const char *path)
{
    pthread_t sorter, counter;

    if (pthread_create(&sorter, NULL, sort, NULL) != 0)
        return -1;
    if (pthread_create(&counter, NULL, count, NULL) != 0) {
        pthread_detach(sorter);
        return -1;
    }
    int rc = read_tables(path);
    pthread_mutex_lock(&tables.lock);
    if (rc == 0)
        tables.is_open = true;
    pthread_cond_broadcast(&tables.changed);
    pthread_mutex_unlock(&tables.lock);
    pthread_join(sorter, NULL);
    pthread_join(counter, NULL);
    return rc;
}

/* Here they go on in any case, and are told whether it went well. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_over, is_good;
} lists = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static bool wait_for_lists(void)
{
    pthread_mutex_lock(&lists.lock);
    while (!lists.is_over)
        pthread_cond_wait(&lists.changed, &lists.lock);
    bool is_good = lists.is_good;
    pthread_mutex_unlock(&lists.lock);
    return is_good;
}

static void *sort_list(void *arg)
{
    if (wait_for_lists())
        sort_rows();
    return arg;
}

static void *count_list(void *arg)
{
    if (wait_for_lists())
        count_rows();
    return arg;
}

int lists_ok(const char *path)
{
    pthread_t sorter, counter;

    if (pthread_create(&sorter, NULL, sort_list, NULL) != 0)
        return -1;
    if (pthread_create(&counter, NULL, count_list, NULL) != 0) {
        pthread_detach(sorter);
        return -1;
    }
    int rc = read_tables(path);
    pthread_mutex_lock(&lists.lock);
    lists.is_over = true;
    lists.is_good = rc == 0;
    pthread_cond_broadcast(&lists.changed);
    pthread_mutex_unlock(&lists.lock);
    pthread_join(sorter, NULL);
    pthread_join(counter, NULL);
    return rc;
}
