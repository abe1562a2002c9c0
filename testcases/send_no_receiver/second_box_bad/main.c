/* An object has two boxes of one kind, which one function sets up: only the first is emptied. The twin empties both. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct note {
    struct note *next;
    int number;
};

struct box {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct note *first, *last;
    bool closed;
};

struct office {
    struct box orders, hints;
    pthread_t clerk, reader;
};

static void box_init(struct box *box)
{
    memset(box, 0, sizeof *box);
    pthread_mutex_init(&box->lock, NULL);
    pthread_cond_init(&box->filled, NULL);
}

static void box_put(struct box *box, int number)
{
    struct note *note = calloc(1, sizeof *note);
    if (note == NULL)
        abort();
    note->number = number;
    pthread_mutex_lock(&box->lock);
    if (box->last)
        box->last->next = note;
    else
        box->first = note;
    box->last = note;
    pthread_cond_signal(&box->filled);
    pthread_mutex_unlock(&box->lock);
}

static struct note *box_take(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    while (box->first == NULL && !box->closed)
        pthread_cond_wait(&box->filled, &box->lock);
    struct note *note = box->first;
    if (note != NULL) {
        box->first = note->next;
        if (box->first == NULL)
            box->last = NULL;
    }
    pthread_mutex_unlock(&box->lock);
    return note;
}

static void box_close(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    box->closed = true;
    pthread_cond_broadcast(&box->filled);
    pthread_mutex_unlock(&box->lock);
}

static void empty(struct box *box)
{
    struct note *note;
    while ((note = box_take(box)) != NULL) {
        printf("%d\n", note->number);
        free(note);
    }
}

static void *clerk_run(void *arg)
{
    struct office *office = arg;
    empty(&office->orders);
    return NULL;
}

static int office_open(struct office *office)
{
    box_init(&office->orders);
    box_init(&office->hints);
    return pthread_create(&office->clerk, NULL, clerk_run, office);
}

static void office_close(struct office *office)
{
    box_close(&office->orders);
    pthread_join(office->clerk, NULL);
}

int main(int argc, char **argv)
{
    static struct office office;
    if (office_open(&office) != 0)
        return 1;
    for (int i = 1; i < argc; i++) {
        int number = atoi(argv[i]);
        box_put(&office.orders, number);
        if (number < 0)
            box_put(&office.hints, -number); // EXPECT: send-no-receiver
    }
    office_close(&office);
    return 0;
}
