/* Workers that leave hand the object which holds their handle to who joins them: through a queue of the
 * library, a pipe, an idle callback. */
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- who takes it from the queue frees it, and joins nobody ---- */

struct digger {
    pthread_t thread;
    int metres;
};

static GAsyncQueue *dug;

static void *dig(void *arg)
{
    struct digger *digger = arg;

    digger->metres = system("dig");
    g_async_queue_push(dug, digger);
    return NULL;
}

void dig_bad(void)
{
    dug = g_async_queue_new();
    while (getchar() != EOF) {
        struct digger *digger = calloc(1, sizeof(*digger));
        if (!digger)
            return;
        if (pthread_create(&digger->thread, NULL, dig, digger) != 0) { // EXPECT: thread-not-joined
            free(digger);
            continue;
        }
        digger = g_async_queue_pop(dug);
        printf("%d metres\n", digger->metres);
        free(digger);
    }
}

/* ---- one kind of worker is joined, the other hands over no more than a number ---- */

struct painter {
    pthread_t thread;
    int id;
};

static GAsyncQueue *painted, *numbers;

static void *paint(void *arg)
{
    struct painter *painter = arg;

    sleep(painter->id);
    g_async_queue_push(painted, painter);
    return NULL;
}

static void *draw(void *arg)
{
    struct painter *painter = arg;

    sleep(painter->id);
    g_async_queue_push(numbers, GINT_TO_POINTER(painter->id));
    return NULL;
}

static struct painter *new_painter(void)
{
    struct painter *painter = calloc(1, sizeof(*painter));

    if (!painter)
        abort();
    return painter;
}

void paint_ok(void)
{
    painted = g_async_queue_new();
    while (getchar() != EOF) {
        struct painter *painter = new_painter();
        if (pthread_create(&painter->thread, NULL, paint, painter) != 0) {
            free(painter);
            continue;
        }
        painter = g_async_queue_pop(painted);
        pthread_join(painter->thread, NULL);
        free(painter);
    }
}

void draw_bad(void)
{
    numbers = g_async_queue_new();
    while (getchar() != EOF) {
        struct painter *painter = new_painter();
        if (pthread_create(&painter->thread, NULL, draw, painter)) { // EXPECT: thread-not-joined
            free(painter);
            continue;
        }
        printf("%d\n", GPOINTER_TO_INT(g_async_queue_pop(numbers)));
    }
}

/* ---- a queue that the workers know, and a manager that starts others in their place ---- */

struct farm {
    GAsyncQueue *left;
    int live;
};

struct worker {
    struct farm *farm;
    GThread *thread;
    int id;
};

static gpointer work(gpointer data)
{
    struct worker *worker = data;

    sleep(worker->id);
    g_async_queue_push(worker->farm->left, worker);
    return NULL;
}

static void start_worker(struct farm *farm, int id)
{
    struct worker *worker = g_new0(struct worker, 1);

    worker->id = id;
    worker->farm = farm;
    worker->thread = g_thread_try_new("farm", work, worker, NULL);
    if (!worker->thread) {
        g_free(worker);
        return;
    }
    farm->live++;
}

static void reap(struct farm *farm, gboolean wait)
{
    struct worker *worker;

    while (farm->live > 0) {
        worker = wait ? g_async_queue_pop(farm->left) : g_async_queue_try_pop(farm->left);
        if (!worker)
            break;
        g_thread_join(worker->thread);
        farm->live--;
        if (!wait)
            start_worker(farm, worker->id);
        g_free(worker);
    }
}

void farm_ok(void)
{
    struct farm farm = {g_async_queue_new(), 0};

    for (int i = 0; i < 4; i++)
        start_worker(&farm, i);
    while (getchar() != EOF)
        reap(&farm, FALSE);
    reap(&farm, TRUE);
    g_async_queue_unref(farm.left);
}

/* ---- a pipe of pointers ---- */

struct baker {
    pthread_t thread;
    int minutes;
};

static int baked[2];

static void *bake(void *arg)
{
    struct baker *baker = arg;

    sleep(60 * baker->minutes);
    if (write(baked[1], &baker, sizeof(baker)) != sizeof(baker))
        abort();
    return NULL;
}

void bake_ok(void)
{
    if (pipe(baked) != 0)
        return;
    while (getchar() != EOF) {
        struct baker *baker = calloc(1, sizeof(*baker));
        if (!baker)
            return;
        if (pthread_create(&baker->thread, NULL, bake, baker) != 0) {
            free(baker);
            continue;
        }
        if (read(baked[0], &baker, sizeof(baker)) == sizeof(baker)) {
            pthread_join(baker->thread, NULL);
            free(baker);
        }
    }
}

/* ---- an idle callback of the main loop ---- */

struct loader {
    GThread *thread;
    int size;
};

static gboolean loaded(gpointer data)
{
    struct loader *loader = data;

    g_thread_join(loader->thread);
    printf("%d bytes\n", loader->size);
    g_free(loader);
    return FALSE;
}

static gpointer load(gpointer data)
{
    struct loader *loader = data;

    loader->size = system("load");
    g_idle_add(loaded, loader);
    return NULL;
}

static gboolean load_ok(gpointer data)
{
    struct loader *loader = g_new0(struct loader, 1);

    (void)data;
    loader->thread = g_thread_new("load", load, loader);
    return TRUE;
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);

    dig_bad();
    paint_ok();
    draw_bad();
    farm_ok();
    bake_ok();
    g_timeout_add_seconds(60, load_ok, NULL);
    g_main_loop_run(loop);
    return 0;
}
