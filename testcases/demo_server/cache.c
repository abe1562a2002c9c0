/* Two tables that live as long as the server. Pages are bounded: the oldest goes. Sessions are
 * not: each cookie that was ever seen stays. */
#include "server.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PAGES = 64, N_SESSION_BUCKETS = 128, PAGE_SIZE = 8192 };

struct page {
    char *path;
    char *text;
    struct page *older;
};

struct session {
    char cookie[40];
    unsigned requests;
    struct session *next;
};

static pthread_mutex_t pages_lock = PTHREAD_MUTEX_INITIALIZER;
static struct page *newest_page;
static int n_pages;

static pthread_mutex_t sessions_lock = PTHREAD_MUTEX_INITIALIZER;
static struct session *sessions[N_SESSION_BUCKETS];

static void evict_oldest_page(void)
{
    struct page **link = &newest_page;
    while (*link != NULL && (*link)->older != NULL)
        link = &(*link)->older;
    struct page *oldest = *link;
    if (oldest == NULL)
        return;
    *link = NULL;
    n_pages--;
    free(oldest->path);
    free(oldest->text);
    free(oldest);
}

int cache_find(const char *path, char *ret_page, size_t size)
{
    int found = false;
    pthread_mutex_lock(&pages_lock);
    for (struct page *page = newest_page; page != NULL && !found; page = page->older) {
        if (strcmp(page->path, path) == 0) {
            snprintf(ret_page, size, "%s", page->text);
            found = true;
        }
    }
    pthread_mutex_unlock(&pages_lock);
    return found;
}

void cache_insert(const char *path, const char *text)
{
    struct page *page = calloc(1, sizeof *page);
    if (page == NULL)
        return;
    page->path = strdup(path);
    page->text = strdup(text);
    if (page->path == NULL || page->text == NULL) {
        free(page->path);
        free(page->text);
        free(page);
        return;
    }
    pthread_mutex_lock(&pages_lock);
    if (n_pages >= MAX_PAGES)
        evict_oldest_page();
    page->older = newest_page;
    newest_page = page;
    n_pages++;
    pthread_mutex_unlock(&pages_lock);
}

static void *warm_run(void *arg)
{
    char text[PAGE_SIZE];
    FILE *file = fopen("index.html", "r");
    if (file != NULL) {
        size_t length = fread(text, 1, sizeof text - 1, file);
        text[length] = '\0';
        fclose(file);
        cache_insert("/index.html", text);
    }
    return arg;
}

/* In the background, once; nobody needs to know when it is done. */
void cache_warm(void)
{
    pthread_t warmer;
    if (pthread_create(&warmer, NULL, warm_run, NULL) == 0)
        pthread_detach(warmer);
}

static unsigned bucket_of(const char *cookie)
{
    unsigned hash = 5381;
    for (; *cookie != '\0'; cookie++)
        hash = hash * 33 + (unsigned char)*cookie;
    return hash % N_SESSION_BUCKETS;
}

static struct session *session_new(const char *cookie)
{
    struct session *session = calloc(1, sizeof *session);
    if (session != NULL)
        snprintf(session->cookie, sizeof session->cookie, "%s", cookie);
    return session;
}

unsigned session_touch(const char *cookie)
{
    unsigned requests = 0;
    struct session **bucket = &sessions[bucket_of(cookie)];

    pthread_mutex_lock(&sessions_lock);
    struct session *session = *bucket;
    while (session != NULL && strcmp(session->cookie, cookie) != 0)
        session = session->next;
    if (session == NULL && (session = session_new(cookie)) != NULL) {
        session->next = *bucket;
        *bucket = session; // EXPECT: cache-only-grows
    }
    if (session != NULL)
        requests = ++session->requests;
    pthread_mutex_unlock(&sessions_lock);
    return requests;
}
