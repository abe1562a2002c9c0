/* hiredis: connections to Redis, synchronous and asynchronous.
 *
 * States    the README of hiredis 0.14 to 1.2 and its headers <hiredis/hiredis.h> and
 *           <hiredis/async.h>.
 * Clients   A context is made even where the connection fails: its error field says so, and it has to be
 *           freed all the same. It is NULL only where there is no memory.
 * Handles   What an asynchronous context calls back gets the context, and may end it there.
 * Time      A connection is waited for, and each command waits for its reply, without end, unless
 *           redisSetTimeout() was called. The time in redisConnectWithTimeout() is for the connection
 *           alone, but counts; so does what options may give. A Unix socket leads to the same machine. An
 *           asynchronous context does not wait. */
#include <stranded/primitives.h>

/* Data of what is called later, all in one table. */
static void *kept[1024];

static void *make(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

static void *make_bounded(void)
{
    void *context = make();

    model_client_bounds(context);
    return context;
}

/* ---- synchronous ---- */

void *redisConnect(const char *host, int port)
{
    void *context = make();

    model_client_blocks(context);
    return context;
}

/* struct timeval */
struct model_time {
    long seconds, microseconds;
};

void *redisConnectWithTimeout(const char *host, int port, struct model_time time)
{
    return make_bounded();
}

void *redisConnectNonBlock(const char *host, int port)
{
    return make_bounded();
}

void *redisConnectBindNonBlock(const char *host, int port, const char *source)
{
    return make_bounded();
}

void *redisConnectBindNonBlockWithReuse(const char *host, int port, const char *source)
{
    return make_bounded();
}

void *redisConnectUnix(const char *path)
{
    return make_bounded();
}

void *redisConnectUnixWithTimeout(const char *path, struct model_time time)
{
    return make_bounded();
}

void *redisConnectUnixNonBlock(const char *path)
{
    return make_bounded();
}

/* The descriptor is the context's from now on. */
void *redisConnectFd(int fd)
{
    model_escape((const void *)(long)fd);
    return make_bounded();
}

void *redisConnectWithOptions(const void *options)
{
    return make_bounded();
}

void redisFree(void *context)
{
    model_client_end(context);
}

/* The descriptor stays open: it is the caller's. */
int redisFreeKeepFd(void *context)
{
    model_client_end(context);
    return (int)model_any();
}

/* Closes the connection and makes it again: the context stays. */
int redisReconnect(void *context)
{
    model_client_blocks(context);
    return (int)model_any();
}

int redisSetTimeout(void *context, struct model_time time)
{
    model_client_bounds(context);
    return (int)model_any();
}

int redisGetReply(void *context, void **ret_reply)
{
    model_client_blocks(context);
    model_waits_for_event();
    *ret_reply = (void *)model_any();
    return (int)model_any();
}

void *redisCommand(void *context, const char *format, ...)
{
    model_client_blocks(context);
    return model_alloc();
}

void *redisvCommand(void *context, const char *format, void *arguments)
{
    model_client_blocks(context);
    return model_alloc();
}

void *redisCommandArgv(void *context, int count, const char **words, const unsigned long *lengths)
{
    model_client_blocks(context);
    return model_alloc();
}

/* ---- asynchronous ---- */

void *redisAsyncConnect(const char *host, int port)
{
    return make_bounded();
}

void *redisAsyncConnectBind(const char *host, int port, const char *source)
{
    return make_bounded();
}

void *redisAsyncConnectBindWithReuse(const char *host, int port, const char *source)
{
    return make_bounded();
}

void *redisAsyncConnectUnix(const char *path)
{
    return make_bounded();
}

void *redisAsyncConnectWithOptions(const void *options)
{
    return make_bounded();
}

int redisAsyncSetConnectCallback(void *context, void *handler)
{
    model_on_event(handler, 0);
    model_pass(context);
    return (int)model_any();
}

int redisAsyncSetDisconnectCallback(void *context, void *handler)
{
    model_on_event(handler, 0);
    model_pass(context);
    return (int)model_any();
}

static void keep(void *context, void *data)
{
    kept[model_any()] = data;
    model_pass(context);
}

int redisAsyncCommand(void *context, void *handler, void *data, const char *format, ...)
{
    model_on_event(handler, data);
    keep(context, data);
    return (int)model_any();
}

int redisvAsyncCommand(void *context, void *handler, void *data, const char *format,
                       void *arguments)
{
    model_on_event(handler, data);
    keep(context, data);
    return (int)model_any();
}

int redisAsyncCommandArgv(void *context, void *handler, void *data, int count, const char **words,
                          const unsigned long *lengths)
{
    model_on_event(handler, data);
    keep(context, data);
    return (int)model_any();
}

int redisAsyncFormattedCommand(void *context, void *handler, void *data, const char *text,
                               unsigned long length)
{
    model_on_event(handler, data);
    keep(context, data);
    return (int)model_any();
}

void redisAsyncFree(void *context)
{
    model_client_end(context);
}

void redisAsyncDisconnect(void *context)
{
    model_client_end(context);
}
