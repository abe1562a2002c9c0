/* Handlers of Ulfius, Onion and facil.io, by call and in structs. */
#include "mini_redis.h"

#include <stddef.h>
#include <stdint.h>

struct _u_request;
struct _u_response;
struct _u_instance {
    int port;
};
struct _u_endpoint {
    const char *http_method, *url_prefix, *url_format;
    unsigned priority;
    int (*callback_function)(const struct _u_request *, struct _u_response *, void *);
    void *user_data;
};
int ulfius_add_endpoint(struct _u_instance *instance, const struct _u_endpoint *endpoint);
int ulfius_add_endpoint_by_val(struct _u_instance *instance, const char *method, const char *prefix,
                               const char *format, unsigned priority,
                               int (*handler)(const struct _u_request *, struct _u_response *,
                                              void *),
                               void *data);
typedef struct onion onion;
typedef struct onion_url onion_url;
onion *onion_new(int flags);
onion_url *onion_root_url(onion *server);
int onion_url_add(onion_url *url, const char *expression, void *handler);
int onion_listen(onion *server);
typedef struct http_s http_s;
struct http_settings_s {
    void (*on_request)(http_s *request);
    void *udata;
};
intptr_t http_listen(const char *port, const char *binding, struct http_settings_s settings);

static redisContext *redis;

static redisContext *dial(void)
{
    struct timeval time_out = {1, 0};

    return redisConnectWithTimeout("10.0.0.7", 6379, time_out);
}

static void count(redisContext *to)
{
    redisReply *reply = to && to->err == 0 ? redisCommand(to, "INCR hits") : NULL;

    if (reply)
        freeReplyObject(reply);
}

static int by_value_bad(const struct _u_request *request, struct _u_response *answer, void *data)
{
    redisContext *own = dial(); // EXPECT: client-per-request

    (void)request, (void)answer, (void)data;
    count(own);
    redisFree(own);
    return 0;
}

static int in_struct_bad(const struct _u_request *request, struct _u_response *answer, void *data)
{
    redisContext *own = dial(); // EXPECT: client-per-request

    (void)request, (void)answer, (void)data;
    count(own);
    redisFree(own);
    return 0;
}

static int by_value_ok(const struct _u_request *request, struct _u_response *answer, void *data)
{
    (void)request, (void)answer, (void)data;
    count(redis);
    return 0;
}

static int of_url_bad(void *data, void *request, void *answer)
{
    redisContext *own = dial(); // EXPECT: client-per-request

    (void)request, (void)answer, (void)data;
    count(own);
    redisFree(own);
    return 0;
}

static void of_settings_bad(http_s *request)
{
    redisContext *own = dial(); // EXPECT: client-per-request

    (void)request;
    count(own);
    redisFree(own);
}

int main(void)
{
    struct _u_instance instance = {8080};
    struct _u_endpoint endpoint = {"GET", "/a", NULL, 0, in_struct_bad, NULL};
    onion *server = onion_new(0);

    redis = dial();
    ulfius_add_endpoint(&instance, &endpoint);
    ulfius_add_endpoint_by_val(&instance, "GET", "/b", NULL, 0, by_value_bad, NULL);
    ulfius_add_endpoint_by_val(&instance, "GET", "/c", NULL, 0, by_value_ok, NULL);
    http_listen("3000", NULL, (struct http_settings_s){.on_request = of_settings_bad});
    onion_url_add(onion_root_url(server), "^$", (void *)of_url_bad);
    return onion_listen(server);
}
