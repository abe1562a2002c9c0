/* A helper that its callers call with the lock held makes true what is waited for: they ought to wake. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { ROOM = 64 };

int resolve(int name);
int index_page(int page);
int print_page(int page);

/* ---- who puts in wakes nobody; others broadcast for reasons of their own ---- */

struct names {
    unsigned head, size;
    int items[ROOM];
};

static struct names names;
static pthread_mutex_t names_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t names_filled = PTHREAD_COND_INITIALIZER;

static bool names_empty(const struct names *queue)
{
    return queue->size == 0;
}

static bool names_put(struct names *queue, int name)
{
    if (queue->size == ROOM)
        return false;
    queue->items[(queue->head + queue->size) % ROOM] = name;
    queue->size++;
    return true;
}

static int names_take(struct names *queue)
{
    int name = queue->items[queue->head];

    queue->head = (queue->head + 1) % ROOM;
    queue->size--;
    return name;
}

static void *resolve_all_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&names_lock);
        while (names_empty(&names))
            pthread_cond_wait(&names_filled, &names_lock); // EXPECT: recv-no-sender
        int name = names_take(&names);
        pthread_mutex_unlock(&names_lock);
        if (resolve(name) < 0)
            return arg;
    }
}

bool look_up_bad(int name)
{
    pthread_mutex_lock(&names_lock);
    bool put = names_put(&names, name);
    pthread_mutex_unlock(&names_lock);
    return put;
}

void redraw_bad(void)
{
    pthread_mutex_lock(&names_lock);
    pthread_cond_broadcast(&names_filled);
    pthread_mutex_unlock(&names_lock);
}

/* ---- the same, and who puts in wakes ---- */

struct pages {
    unsigned head, size;
    int items[ROOM];
};

static struct pages pages;
static pthread_mutex_t pages_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t pages_filled = PTHREAD_COND_INITIALIZER;

static bool pages_empty(const struct pages *queue)
{
    return queue->size == 0;
}

static bool pages_put(struct pages *queue, int page)
{
    if (queue->size == ROOM)
        return false;
    queue->items[(queue->head + queue->size) % ROOM] = page;
    queue->size++;
    return true;
}

static int pages_take(struct pages *queue)
{
    int page = queue->items[queue->head];

    queue->head = (queue->head + 1) % ROOM;
    queue->size--;
    return page;
}

static void *index_all_ok(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&pages_lock);
        while (pages_empty(&pages))
            pthread_cond_wait(&pages_filled, &pages_lock);
        int page = pages_take(&pages);
        pthread_mutex_unlock(&pages_lock);
        if (index_page(page) < 0)
            return arg;
    }
}

bool visit_ok(int page)
{
    pthread_mutex_lock(&pages_lock);
    bool put = pages_put(&pages, page);
    if (put)
        pthread_cond_signal(&pages_filled);
    pthread_mutex_unlock(&pages_lock);
    return put;
}

/* Before its thread is there, nobody waits. */
int start_index_ok(int first)
{
    pthread_t indexer;

    pthread_mutex_lock(&pages_lock);
    pages_put(&pages, first);
    pthread_mutex_unlock(&pages_lock);
    int rc = pthread_create(&indexer, NULL, index_all_ok, NULL);
    if (rc == 0)
        pthread_detach(indexer);
    return rc;
}

/* ---- one of those who put in wakes nobody ---- */

struct sheets {
    unsigned size;
    int items[ROOM];
};

static struct sheets sheets;
static pthread_mutex_t sheets_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t sheets_filled = PTHREAD_COND_INITIALIZER;

static void sheets_put(struct sheets *pile, int sheet)
{
    pile->items[pile->size % ROOM] = sheet;
    pile->size++;
}

static void *print_all_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&sheets_lock);
        while (sheets.size == 0)
            pthread_cond_wait(&sheets_filled, &sheets_lock); // EXPECT: recv-no-sender
        sheets.size--;
        int sheet = sheets.items[sheets.size % ROOM];
        pthread_mutex_unlock(&sheets_lock);
        if (print_page(sheet) < 0)
            return arg;
    }
}

void print_sheet_ok(int sheet)
{
    pthread_mutex_lock(&sheets_lock);
    sheets_put(&sheets, sheet);
    pthread_cond_signal(&sheets_filled);
    pthread_mutex_unlock(&sheets_lock);
}

void print_cover_bad(void)
{
    pthread_mutex_lock(&sheets_lock);
    sheets_put(&sheets, 0);
    pthread_mutex_unlock(&sheets_lock);
}

int start_all(void)
{
    pthread_t resolver, printer;

    if (pthread_create(&resolver, NULL, resolve_all_bad, NULL) != 0)
        return -1;
    pthread_detach(resolver);
    if (pthread_create(&printer, NULL, print_all_bad, NULL) != 0)
        return -1;
    pthread_detach(printer);
    return 0;
}
