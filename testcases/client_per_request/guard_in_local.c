/* Made with what a global keeps, which is there for the life of the process: whether it is made now, a local says. */
#include "mini_curl.h"

#include <stdio.h>
#include <stdlib.h>

static char *screen_ok, *screen_once_ok, *screen_bad;
static CURL *client_ok, *client_once_ok, *client_bad;

static CURL *start_client(void)
{
    CURL *client = curl_easy_init();
    if (client == NULL)
        exit(1);
    return client;
}

static void show_ok(void)
{
    int create = screen_ok ? 0 : 1;

    putchar('.');
    if (create) {
        client_ok = start_client();
        screen_ok = malloc(1000);
    }
    if (screen_ok)
        screen_ok[0] = 1;
}

static void show_once_ok(void)
{
    int create = !screen_once_ok;

    putchar('.');
    if (create) {
        client_once_ok = start_client();
        screen_once_ok = malloc(1000);
    }
}

static void show_bad(void)
{
    int again = screen_bad ? 1 : 0;

    putchar('.');
    if (again)
        client_bad = start_client(); // EXPECT: client-leaked, client-per-request
    screen_bad = malloc(1000);
}

int main(void)
{
    while (getchar() != EOF) {
        show_ok();
        show_once_ok();
        show_bad();
    }
    return 0;
}
