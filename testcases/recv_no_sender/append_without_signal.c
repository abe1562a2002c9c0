/* A message is appended, and whoever waits for it must be told so. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct letter {
    struct letter *next;
    int code;
};

struct parcel {
    struct parcel *next;
    int code;
};

void handle(int code);

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct letter *first, *last;
    bool quit;
    pthread_t thread;
} letters = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct parcel *first, *last;
    bool quit;
    pthread_t thread;
} parcels = {.lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void *letters_run(void *arg)
{
    pthread_mutex_lock(&letters.lock);
    for (;;) {
        while (letters.first == NULL && !letters.quit)
            pthread_cond_wait(&letters.wake, &letters.lock); // EXPECT: recv-no-sender
        struct letter *letter = letters.first;
        if (letter == NULL)
            break;
        letters.first = letter->next;
        pthread_mutex_unlock(&letters.lock);
        handle(letter->code);
        free(letter);
        pthread_mutex_lock(&letters.lock);
    }
    pthread_mutex_unlock(&letters.lock);
    return arg;
}

static void *parcels_run(void *arg)
{
    pthread_mutex_lock(&parcels.lock);
    for (;;) {
        while (parcels.first == NULL && !parcels.quit)
            pthread_cond_wait(&parcels.wake, &parcels.lock);
        struct parcel *parcel = parcels.first;
        if (parcel == NULL)
            break;
        parcels.first = parcel->next;
        pthread_mutex_unlock(&parcels.lock);
        handle(parcel->code);
        free(parcel);
        pthread_mutex_lock(&parcels.lock);
    }
    pthread_mutex_unlock(&parcels.lock);
    return arg;
}

/* The thread looks at the list again when it is told to quit, and not before. */
int post_letter_bad(int code)
{
    struct letter *letter = calloc(1, sizeof *letter);
    if (letter == NULL)
        return -1;
    letter->code = code;
    pthread_mutex_lock(&letters.lock);
    if (letters.first == NULL)
        letters.first = letter;
    else
        letters.last->next = letter;
    letters.last = letter;
    pthread_mutex_unlock(&letters.lock);
    return 0;
}

/* One consumer: it needs to be told only when the list was empty. */
int post_parcel_ok(int code)
{
    struct parcel *parcel = calloc(1, sizeof *parcel);
    if (parcel == NULL)
        return -1;
    parcel->code = code;
    pthread_mutex_lock(&parcels.lock);
    if (parcels.first == NULL) {
        parcels.first = parcel;
        pthread_cond_signal(&parcels.wake);
    } else {
        parcels.last->next = parcel;
    }
    parcels.last = parcel;
    pthread_mutex_unlock(&parcels.lock);
    return 0;
}

int letters_start(void)
{
    return pthread_create(&letters.thread, NULL, letters_run, NULL);
}

void letters_stop(void)
{
    pthread_mutex_lock(&letters.lock);
    letters.quit = true;
    pthread_cond_signal(&letters.wake);
    pthread_mutex_unlock(&letters.lock);
    pthread_join(letters.thread, NULL);
}

int parcels_start(void)
{
    return pthread_create(&parcels.thread, NULL, parcels_run, NULL);
}

void parcels_stop(void)
{
    pthread_mutex_lock(&parcels.lock);
    parcels.quit = true;
    pthread_cond_signal(&parcels.wake);
    pthread_mutex_unlock(&parcels.lock);
    pthread_join(parcels.thread, NULL);
}
