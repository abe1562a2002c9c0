/* One condition for all: callers signal it for their orders, but only the thread itself says that it is ready, or that
 * it is not going to be. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct engine {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int n_orders;
    bool ready, failed, leave;
    pthread_t thread;
};

int load(const char *name);
void obey(void);

static void engine_serve(struct engine *engine)
{
    while (!engine->leave) {
        while (engine->n_orders == 0 && !engine->leave)
            pthread_cond_wait(&engine->changed, &engine->lock);
        if (engine->n_orders > 0) {
            engine->n_orders--;
            obey();
        }
    }
}

static void *engine_run(void *arg)
{
    struct engine *engine = arg;
    bool loads = load("parts") == 0;
    pthread_mutex_lock(&engine->lock);
    if (loads && load("fuel") == 0)
        engine->ready = true;
    else
        engine->failed = true;
    pthread_cond_broadcast(&engine->changed);
    if (engine->ready)
        engine_serve(engine);
    pthread_mutex_unlock(&engine->lock);
    return NULL;
}

static bool engine_start(struct engine *engine)
{
    if (pthread_create(&engine->thread, NULL, engine_run, engine) != 0)
        return false;
    pthread_mutex_lock(&engine->lock);
    while (!engine->ready && !engine->failed)
        pthread_cond_wait(&engine->changed, &engine->lock);
    bool ready = engine->ready;
    pthread_mutex_unlock(&engine->lock);
    return ready;
}

static void engine_order(struct engine *engine)
{
    pthread_mutex_lock(&engine->lock);
    engine->n_orders++;
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
}

static void engine_stop(struct engine *engine)
{
    pthread_mutex_lock(&engine->lock);
    engine->leave = true;
    pthread_cond_broadcast(&engine->changed);
    pthread_mutex_unlock(&engine->lock);
    pthread_join(engine->thread, NULL);
}

int main(int argc, char **argv)
{
    static struct engine engine = {.lock = PTHREAD_MUTEX_INITIALIZER,
                                   .changed = PTHREAD_COND_INITIALIZER};
    (void)argv;
    if (!engine_start(&engine))
        return 1;
    for (int i = 1; i < argc; i++)
        engine_order(&engine);
    engine_stop(&engine);
    return 0;
}
