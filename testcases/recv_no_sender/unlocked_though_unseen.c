/* The flag that ends the threads is set and announced without their lock. That the condition is also known to code
 * out of sight, which makes it, changes nothing about that. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

int condition_make_shared(pthread_cond_t *condition);
int next_item(void);

struct verifier {
    pthread_mutex_t lock;
    pthread_cond_t work, gone;
    int items, threads;
    bool leave;
};

struct counter {
    pthread_mutex_t lock;
    pthread_cond_t work, gone;
    int items, threads;
    bool leave;
};

struct printer {
    pthread_mutex_t lock;
    pthread_cond_t work;
    int items;
    bool leave;
    pthread_t thread;
};

static void *verify(void *arg)
{
    struct verifier *verifier = arg;

    pthread_mutex_lock(&verifier->lock);
    for (;;) {
        while (verifier->items == 0 && !verifier->leave)
            pthread_cond_wait(&verifier->work, &verifier->lock); // EXPECT: recv-no-sender
        if (verifier->items == 0)
            break;
        verifier->items--;
    }
    verifier->threads--;
    pthread_cond_signal(&verifier->gone);
    pthread_mutex_unlock(&verifier->lock);
    return NULL;
}

static void *count(void *arg)
{
    struct counter *counter = arg;

    pthread_mutex_lock(&counter->lock);
    for (;;) {
        while (counter->items == 0 && !counter->leave)
            pthread_cond_wait(&counter->work, &counter->lock);
        if (counter->items == 0)
            break;
        counter->items--;
    }
    counter->threads--;
    pthread_cond_signal(&counter->gone);
    pthread_mutex_unlock(&counter->lock);
    return NULL;
}

static void *print(void *arg)
{
    struct printer *printer = arg;

    pthread_mutex_lock(&printer->lock);
    for (;;) {
        while (printer->items == 0 && !printer->leave)
            pthread_cond_wait(&printer->work, &printer->lock);
        if (printer->items == 0)
            break;
        printer->items--;
    }
    pthread_mutex_unlock(&printer->lock);
    return NULL;
}

static void verifier_end_bad(struct verifier *verifier)
{
    verifier->leave = true;
    pthread_cond_broadcast(&verifier->work);
    pthread_mutex_lock(&verifier->lock);
    while (verifier->threads > 0)
        pthread_cond_wait(&verifier->gone, &verifier->lock);
    pthread_mutex_unlock(&verifier->lock);
}

static void counter_end_ok(struct counter *counter)
{
    pthread_mutex_lock(&counter->lock);
    counter->leave = true;
    pthread_cond_broadcast(&counter->work);
    while (counter->threads > 0)
        pthread_cond_wait(&counter->gone, &counter->lock);
    pthread_mutex_unlock(&counter->lock);
}

/* Called with the lock held where there is a thread, and gives it back. */
static void printer_end_ok(struct printer *printer)
{
    printer->leave = true;
    pthread_cond_signal(&printer->work);
    pthread_mutex_unlock(&printer->lock);
    pthread_join(printer->thread, NULL);
}

int main(int argc, char **argv)
{
    struct verifier verifier = {.threads = 1};
    struct counter counter = {.threads = 1};
    struct printer printer = {.items = 0};
    bool prints = argc > 1;
    pthread_t threads[2];

    (void)argv;
    pthread_mutex_init(&verifier.lock, NULL);
    pthread_mutex_init(&counter.lock, NULL);
    pthread_mutex_init(&printer.lock, NULL);
    if (condition_make_shared(&verifier.work) != 0 || condition_make_shared(&counter.work) != 0 ||
        condition_make_shared(&printer.work) != 0)
        return 1;
    pthread_cond_init(&verifier.gone, NULL);
    pthread_cond_init(&counter.gone, NULL);
    if (pthread_create(&threads[0], NULL, verify, &verifier) != 0 ||
        pthread_create(&threads[1], NULL, count, &counter) != 0 ||
        (prints && pthread_create(&printer.thread, NULL, print, &printer) != 0))
        abort();
    for (int item = next_item(); item > 0; item = next_item()) {
        pthread_mutex_lock(&verifier.lock);
        verifier.items++;
        pthread_cond_signal(&verifier.work);
        pthread_mutex_unlock(&verifier.lock);
        pthread_mutex_lock(&counter.lock);
        counter.items++;
        pthread_cond_signal(&counter.work);
        pthread_mutex_unlock(&counter.lock);
    }
    verifier_end_bad(&verifier);
    counter_end_ok(&counter);
    if (prints)
        pthread_mutex_lock(&printer.lock);
    if (prints)
        printer_end_ok(&printer);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
