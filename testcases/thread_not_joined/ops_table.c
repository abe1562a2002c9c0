/* A table of functions: what .start creates, .stop joins. */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

struct service_ops {
    const char *name;
    int (*start)(void);
    void (*stop)(void);
};

static pthread_t logger, mailer;

static void *work(void *arg)
{
    return arg;
}

static int logger_start_bad(void)
{
    return pthread_create(&logger, NULL, work, NULL); // EXPECT: thread-not-joined
}

static void logger_stop(void)
{
    pthread_kill(logger, 0);
}

static int mailer_start_ok(void)
{
    return pthread_create(&mailer, NULL, work, NULL);
}

static void mailer_stop(void)
{
    pthread_join(mailer, NULL);
}

static const struct service_ops services[] = {
    {.name = "logger", .start = logger_start_bad, .stop = logger_stop},
    {.name = "mailer", .start = mailer_start_ok, .stop = mailer_stop},
};

int services_start(void)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        if (services[i].start() != 0)
            return -1;
    }
    return 0;
}

void services_stop(void)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++)
        services[i].stop();
}

/* An object carries its table; the create is here, the join is behind the pointer. */
struct device;

struct device_ops {
    void (*close)(struct device *d);
};

struct device {
    pthread_t tid;
    const struct device_ops *ops;
};

static void device_close_forgetting(struct device *d)
{
    d->ops = NULL;
}

static void device_close_joining(struct device *d)
{
    pthread_join(d->tid, NULL);
    d->ops = NULL;
}

static const struct device_ops forgetting_ops = {.close = device_close_forgetting};
static const struct device_ops joining_ops = {.close = device_close_joining};

int device_use_bad(void)
{
    struct device d = {.ops = &forgetting_ops};
    if (pthread_create(&d.tid, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
        return -1;
    d.ops->close(&d);
    return 0;
}

int device_use_ok(void)
{
    struct device d = {.ops = &joining_ops};
    if (pthread_create(&d.tid, NULL, work, NULL) != 0)
        return -1;
    d.ops->close(&d);
    return 0;
}
