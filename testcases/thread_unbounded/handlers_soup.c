/* libsoup: a handler of a path runs per request; what its server is made with, once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_soup_server.h"

static void *log_page(void *arg)
{
    FILE *file = fopen("log_page.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("log page\n", file);
        fclose(file);
    }
    return NULL;
}

static void *load_pages(void *arg)
{
    FILE *file = fopen("load_pages.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("load pages\n", file);
        fclose(file);
    }
    return NULL;
}

static void on_page_bad(SoupServer *server, SoupServerMessage *message, const char *path,
                        GHashTable *query, void *data)
{
    (void)server, (void)message, (void)path, (void)query, (void)data;
    pthread_t tid;
    if (pthread_create(&tid, NULL, log_page, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

static void add_pages_ok(SoupServer *server)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, load_pages, NULL) == 0)
        pthread_detach(tid);
    soup_server_add_handler(server, "/", on_page_bad, NULL, NULL);
}

extern SoupServer *soup_server_new(const char *name, ...);

int main(void)
{
    SoupServer *server = soup_server_new("port", 8080, NULL);
    if (server == NULL)
        return 1;
    add_pages_ok(server);
    getchar();
    return 0;
}
