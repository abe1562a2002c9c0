/* A message that tells the thread to end is a struct with an initialiser, made before the thread is. */
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- a static one, through a queue of the library ---- */

enum kind { PUT, DELETE, QUIT };

struct request {
    enum kind kind;
    int row;
};

static GAsyncQueue *requests;

static gpointer serve_ok(gpointer data)
{
    int *rows = data;

    for (;;) {
        struct request *request = g_async_queue_pop(requests);
        switch (request->kind) {
        case PUT:
            rows[request->row] = 1;
            break;
        case DELETE:
            rows[request->row] = 0;
            break;
        case QUIT:
            return NULL;
        }
        g_free(request);
    }
}

static void static_ok(void)
{
    static struct request quit = {.kind = QUIT};
    static int rows[256];
    GThread *thread;
    int c;

    requests = g_async_queue_new();
    thread = g_thread_new("serve", serve_ok, rows);
    while ((c = getchar()) != EOF) {
        struct request *request = g_new0(struct request, 1);
        request->kind = c & 1 ? PUT : DELETE;
        request->row = c & 255;
        g_async_queue_push(requests, request);
    }
    g_async_queue_push(requests, &quit);
    g_thread_join(thread);
    g_async_queue_unref(requests);
}

/* ---- the same, which nobody sends ---- */

enum order { BUY, SELL, CLOSE };

struct deal {
    enum order order;
    int amount;
};

static GAsyncQueue *deals;

static gpointer trade_bad(gpointer data)
{
    int *sum = data;

    for (;;) {
        struct deal *deal = g_async_queue_pop(deals);
        switch (deal->order) {
        case BUY:
            *sum += deal->amount;
            break;
        case SELL:
            *sum -= deal->amount;
            break;
        case CLOSE:
            return NULL;
        }
        g_free(deal);
    }
}

static void unsent_bad(void)
{
    static struct deal last = {.order = CLOSE};
    static int sum;
    GThread *thread;
    int c;

    deals = g_async_queue_new();
    thread = g_thread_new("trade", trade_bad, &sum); // EXPECT: thread-no-stop
    while ((c = getchar()) != EOF) {
        struct deal *deal = g_new0(struct deal, 1);
        deal->order = c & 1 ? BUY : SELL;
        deal->amount = c;
        g_async_queue_push(deals, deal);
    }
    printf("%d\n", last.order);
    g_thread_join(thread);
    g_async_queue_unref(deals);
}

/* ---- an automatic one, through a list of the program's own ---- */

enum step { DRAW, END };

struct stroke {
    struct stroke *next;
    enum step step;
};

struct canvas {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct stroke *strokes;
    int drawn;
};

static void put(struct canvas *canvas, struct stroke *stroke)
{
    pthread_mutex_lock(&canvas->lock);
    stroke->next = canvas->strokes;
    canvas->strokes = stroke;
    pthread_cond_signal(&canvas->some);
    pthread_mutex_unlock(&canvas->lock);
}

static void *draw_ok(void *arg)
{
    struct canvas *canvas = arg;

    for (;;) {
        pthread_mutex_lock(&canvas->lock);
        while (!canvas->strokes)
            pthread_cond_wait(&canvas->some, &canvas->lock);
        struct stroke *stroke = canvas->strokes;
        canvas->strokes = stroke->next;
        pthread_mutex_unlock(&canvas->lock);
        if (stroke->step == END)
            return NULL;
        canvas->drawn++;
        free(stroke);
    }
}

static void automatic_ok(void)
{
    struct stroke end = {NULL, END};
    struct canvas canvas = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, 0};
    pthread_t thread;

    if (pthread_create(&thread, NULL, draw_ok, &canvas) != 0)
        return;
    while (getchar() != EOF) {
        struct stroke *stroke = malloc(sizeof(*stroke));
        if (!stroke)
            break;
        stroke->step = DRAW;
        put(&canvas, stroke);
    }
    put(&canvas, &end);
    pthread_join(thread, NULL);
}

int main(void)
{
    static_ok();
    unsent_bad();
    automatic_ok();
    return 0;
}
