/* A vector that grows is given the address of what it is to keep, of one type or as bytes: it keeps the handle all the
 * same, whether it had to grow or not. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *work(void *arg)
{
    sleep(1);
    return arg;
}

/* ---- as bytes ---- */

struct vector {
    size_t len, element, room;
    void *data;
};

static void vector_init(struct vector *v, size_t element)
{
    v->len = 0;
    v->element = element;
    v->room = 128;
    v->data = malloc(v->room);
}

static void vector_append(struct vector *v, const void *data, size_t n)
{
    size_t off = v->element * v->len, len = v->element * n;
    if (off + len > v->room) {
        v->room = 2 * (off + len);
        v->data = realloc(v->data, v->room);
    }
    memcpy((char *)v->data + off, data, len);
    v->len += n;
}

void serve_ok(int requests)
{
    struct vector threads;
    pthread_t thread;
    char c;
    vector_init(&threads, sizeof thread);
    while (read(requests, &c, 1) == 1) {
        if (pthread_create(&thread, NULL, work, NULL) != 0)
            abort();
        vector_append(&threads, &thread, 1);
    }
    for (size_t i = 0; i < threads.len; i++)
        pthread_join(((pthread_t *)threads.data)[i], NULL);
    free(threads.data);
}

/* ---- of one type ---- */

static struct {
    size_t len, room;
    pthread_t *items;
} crew;

static void crew_add(const pthread_t *thread)
{
    if (crew.len == crew.room) {
        crew.room = crew.room ? 2 * crew.room : 8;
        crew.items = realloc(crew.items, crew.room * sizeof *crew.items);
        if (crew.items == NULL)
            abort();
    }
    crew.items[crew.len++] = *thread;
}

void crew_start_ok(int n)
{
    pthread_t thread;
    for (int i = 0; i < n; i++) {
        if (pthread_create(&thread, NULL, work, NULL) != 0)
            abort();
        crew_add(&thread);
    }
}

void crew_join(void)
{
    for (size_t i = 0; i < crew.len; i++)
        pthread_join(crew.items[i], NULL);
    free(crew.items);
}

/* ---- who only looks at it keeps nothing ---- */

static int looks(const pthread_t *thread, size_t n)
{
    if (n % 2 == 0)
        n++;
    return pthread_equal(*thread, pthread_self()) && n > 1;
}

void crew_start_bad(int n)
{
    pthread_t thread;
    for (int i = 0; i < n; i++) {
        if (pthread_create(&thread, NULL, work, NULL) != 0) // EXPECT: thread-not-joined
            abort();
        if (looks(&thread, (size_t)i))
            abort();
    }
}
