/* Each worker thread has a client of its own, under a key whose destructor closes it. The bad twin makes a new one
 * though the thread has one. */
#include "mini_microhttpd.h"
#include "mini_redis.h"

#include <pthread.h>
#include <sys/time.h>
#include <unistd.h>

static pthread_key_t counter_key;
static pthread_once_t counter_once = PTHREAD_ONCE_INIT;

static void close_counter(void *counter)
{
    redisFree(counter);
}

static void make_key(void)
{
    pthread_key_create(&counter_key, close_counter);
}

static redisContext *counter_ok(void)
{
    struct timeval patience = {1, 0};
    redisContext *counter;

    pthread_once(&counter_once, make_key);
    counter = pthread_getspecific(counter_key);
    if (counter)
        return counter;
    counter = redisConnectWithTimeout("counters", 6379, patience);
    if (counter)
        pthread_setspecific(counter_key, counter);
    return counter;
}

static int count_bad(const char *url)
{
    struct timeval patience = {1, 0};
    redisContext *counter =
        redisConnectWithTimeout("counters", 6379, patience); // EXPECT: client-per-request

    if (!counter)
        return -1;
    freeReplyObject(redisCommand(counter, "INCR %s", url));
    redisFree(counter);
    return 0;
}

static enum MHD_Result answer(void *data, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *size, void **state)
{
    redisContext *counter = counter_ok();

    (void)data, (void)connection, (void)method, (void)version, (void)upload, (void)size;
    (void)state;
    if (!counter || count_bad(url) != 0)
        return MHD_NO;
    freeReplyObject(redisCommand(counter, "INCR all"));
    return MHD_YES;
}

int main(void)
{
    struct MHD_Daemon *daemon = MHD_start_daemon(8, 8080, NULL, NULL, answer, NULL, MHD_OPTION_END);

    if (!daemon)
        return 1;
    pause();
    MHD_stop_daemon(daemon);
    return 0;
}
