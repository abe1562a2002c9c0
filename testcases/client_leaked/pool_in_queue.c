/* A record with a client goes back into a pool, which a container of a library keeps, by a wrapper or by a cleanup
 * that calls one. The next request takes it out again. */
#include "mini_curl.h"
#include "mini_glib_queue.h"

#include <stdio.h>
#include <stdlib.h>

struct link {
    CURL *client;
};

static GQueue idle;

static void give_back(struct link *link)
{
    g_queue_push_head(&idle, link);
}

static void give_back_at_end(struct link **link)
{
    if (*link != NULL)
        give_back(*link);
}

static struct link *take(void)
{
    if (idle.head != NULL)
        return g_queue_pop_head(&idle);
    struct link *link = calloc(1, sizeof *link);
    if (link == NULL)
        abort();
    link->client = curl_easy_init();
    if (link->client == NULL)
        abort();
    curl_easy_setopt(link->client, CURLOPT_TIMEOUT, 5L);
    return link;
}

static void fetch_ok(void)
{
    struct link *link = take();
    curl_easy_perform(link->client);
    give_back(link);
}

static int fetch_twice_ok(void)
{
    for (int i = 0; i < 2; i++) {
        __attribute__((cleanup(give_back_at_end))) struct link *link = take();
        if (curl_easy_perform(link->client) == CURLE_OK)
            return 0;
    }
    return -1;
}

static int fetch_bad(void)
{
    struct link *link = take(); // EXPECT: client-leaked
    if (curl_easy_perform(link->client) != CURLE_OK)
        return -1;
    give_back(link);
    return 0;
}

static void drain(void)
{
    while (idle.head != NULL) {
        struct link *link = g_queue_pop_head(&idle);
        curl_easy_cleanup(link->client);
        free(link);
    }
}

int main(void)
{
    char c;
    while (scanf("%c", &c) == 1) {
        fetch_ok();
        if (fetch_twice_ok() != 0 || fetch_bad() != 0)
            puts("failed");
    }
    drain();
    return 0;
}
