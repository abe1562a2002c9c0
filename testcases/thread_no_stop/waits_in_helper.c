/* The worker fetches its work in a function of its own, which waits and then looks at the flag: what sets the flag has
 * to wake it there, although an empty answer would end the worker as well. */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

enum { PLACES = 16 };

void label_print(const char *text);

/* Closing sets the flag, and lets the worker sleep. */
struct printer {
    char *labels[PLACES];
    unsigned first, last;
    sem_t filled;
    pthread_mutex_t lock;
    pthread_t thread;
    volatile bool closing;
};

static char *printer_next(struct printer *printer)
{
    sem_wait(&printer->filled);
    if (printer->closing)
        return NULL;
    pthread_mutex_lock(&printer->lock);
    char *label = printer->labels[printer->first++ % PLACES];
    pthread_mutex_unlock(&printer->lock);
    return label;
}

static void *printer_run(void *arg)
{
    struct printer *printer = arg;
    while (!printer->closing) {
        char *label = printer_next(printer);
        if (label == NULL)
            break;
        label_print(label);
        free(label);
    }
    return NULL;
}

int printer_open_bad(struct printer *printer)
{
    sem_init(&printer->filled, 0, 0);
    pthread_mutex_init(&printer->lock, NULL);
    printer->closing = false;
    return pthread_create(&printer->thread, NULL, printer_run, printer); // EXPECT: thread-no-stop
}

void printer_add(struct printer *printer, char *label)
{
    pthread_mutex_lock(&printer->lock);
    printer->labels[printer->last++ % PLACES] = label;
    pthread_mutex_unlock(&printer->lock);
    sem_post(&printer->filled);
}

void printer_close(struct printer *printer)
{
    printer->closing = true;
    pthread_join(printer->thread, NULL);
    sem_destroy(&printer->filled);
}

/* Closing posts once more. */
struct stamper {
    char *letters[PLACES];
    unsigned first, last;
    sem_t filled;
    pthread_mutex_t lock;
    pthread_t thread;
    volatile bool closing;
};

static char *stamper_next(struct stamper *stamper)
{
    sem_wait(&stamper->filled);
    if (stamper->closing)
        return NULL;
    pthread_mutex_lock(&stamper->lock);
    char *letter = stamper->letters[stamper->first++ % PLACES];
    pthread_mutex_unlock(&stamper->lock);
    return letter;
}

static void *stamper_run(void *arg)
{
    struct stamper *stamper = arg;
    while (!stamper->closing) {
        char *letter = stamper_next(stamper);
        if (letter == NULL)
            break;
        label_print(letter);
        free(letter);
    }
    return NULL;
}

int stamper_open_ok(struct stamper *stamper)
{
    sem_init(&stamper->filled, 0, 0);
    pthread_mutex_init(&stamper->lock, NULL);
    stamper->closing = false;
    return pthread_create(&stamper->thread, NULL, stamper_run, stamper);
}

void stamper_add(struct stamper *stamper, char *letter)
{
    pthread_mutex_lock(&stamper->lock);
    stamper->letters[stamper->last++ % PLACES] = letter;
    pthread_mutex_unlock(&stamper->lock);
    sem_post(&stamper->filled);
}

void stamper_close(struct stamper *stamper)
{
    stamper->closing = true;
    stamper_add(stamper, NULL);
    pthread_join(stamper->thread, NULL);
    sem_destroy(&stamper->filled);
}
