/* What is around a client is built and taken down by functions of its own. Where both are called for one request, so is
 * the client: in an object that is allocated, in one on the stack, in a global. */
#include "mini_microhttpd.h"
#include "mini_redis.h"
#include "mini_sqlite.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const struct timeval soon = {1, 0};

struct store {
    redisContext *redis;
    char *host;
};

static int dial(struct store *store)
{
    if (store->redis) {
        redisFree(store->redis);
        store->redis = NULL;
    }
    store->redis = redisConnectWithTimeout(store->host, 6379, soon);
    if (!store->redis || store->redis->err) {
        if (store->redis) {
            redisFree(store->redis);
            store->redis = NULL;
        }
        return -1;
    }
    redisSetTimeout(store->redis, soon);
    return 0;
}

static void store_close(struct store *store)
{
    if (!store)
        return;
    if (store->redis)
        redisFree(store->redis);
    free(store->host);
    free(store);
}

static struct store *store_open(void)
{
    struct store *store = calloc(1, sizeof(*store));
    if (!store)
        return NULL;
    store->host = strdup("db");
    if (!store->host || dial(store) < 0) {
        store_close(store);
        return NULL;
    }
    return store;
}

static void count(struct store *store, const char *what)
{
    void *reply = redisCommand(store->redis, "INCR %s", what);
    if (reply)
        freeReplyObject(reply);
}

/* one that lasts as long as the server */
static int dial_ok(struct store *store)
{
    store->redis = redisConnectWithTimeout("db", 6379, soon);
    return store->redis && !store->redis->err ? 0 : -1;
}

/* on the stack */
static int stack_open(struct store *store)
{
    store->redis = redisConnectWithTimeout("db", 6380, soon);
    return store->redis && !store->redis->err ? 0 : -1;
}

static void stack_close(struct store *store)
{
    if (store->redis)
        redisFree(store->redis);
}

/* in a global */
static sqlite3 *db;

static int db_open(void)
{
    if (sqlite3_open("visits.db", &db) != SQLITE_OK) // EXPECT: client-per-request
        return -1;
    return sqlite3_busy_timeout(db, 1000);
}

static void db_close(void)
{
    sqlite3_close(db);
    db = NULL;
}

/* in a global that several share: the last one closes it */
static sqlite3 *shared;
static unsigned n_users;

static int shared_open_ok(void)
{
    if (n_users++ == 0 && sqlite3_open("shared.db", &shared) != SQLITE_OK)
        return -1;
    return 0;
}

static void shared_close(void)
{
    if (--n_users == 0) {
        sqlite3_close(shared);
        shared = NULL;
    }
}

/* opened by the first who comes, closed when it is old */
static sqlite3 *aged;
static int age;

static int aged_open_ok(void)
{
    return sqlite3_open("aged.db", &aged) == SQLITE_OK ? 0 : -1;
}

static bool aged_is_open(void)
{
    return aged != NULL;
}

static void aged_close(void)
{
    sqlite3_close(aged);
    aged = NULL;
}

static enum MHD_Result on_request(void *data, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    struct store *own = NULL, near = {0}, *kept = data;
    (void)connection;
    (void)version;
    (void)upload;
    (void)upload_size;
    (void)request;
    if (strcmp(method, "GET") != 0)
        return MHD_NO;
    own = store_open(); // EXPECT: client-per-request
    if (!own)
        return MHD_NO;
    count(own, url);
    store_close(own);
    if (stack_open(&near) == 0) // EXPECT: client-per-request
        redisCommand(near.redis, "PING");
    stack_close(&near);
    redisCommand(kept->redis, "PING");
    if (db_open() == 0)
        sqlite3_exec(db, "UPDATE visits SET n = n + 1", NULL, NULL, NULL);
    db_close();
    if (shared_open_ok() == 0)
        sqlite3_exec(shared, "UPDATE visits SET n = n + 1", NULL, NULL, NULL);
    shared_close();
    if (aged_is_open() || aged_open_ok() == 0)
        sqlite3_exec(aged, "UPDATE visits SET n = n + 1", NULL, NULL, NULL);
    if (++age > 1000)
        aged_close();
    return MHD_YES;
}

int main(void)
{
    struct store kept = {0};
    char text[1];
    if (dial_ok(&kept) != 0)
        return 1;
    struct MHD_Daemon *server =
        MHD_start_daemon(8, 8080, NULL, NULL, on_request, &kept, MHD_OPTION_END);
    while (server && read(STDIN_FILENO, text, 1) > 0)
        ;
    if (server)
        MHD_stop_daemon(server);
    stack_close(&kept);
    return 0;
}
