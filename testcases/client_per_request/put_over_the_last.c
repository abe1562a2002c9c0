/* A handle that a global keeps: each request puts a new one there, and only the end of the program closes the last. The
 * twins make one when there is none, or close the one before. */
#include "mini_curl.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static CURL *over, *lazy, *asked, *renewed, *dropped;

static CURL *handle_bad(void)
{
    over = curl_easy_init(); // EXPECT: client-per-request
    return over;
}

static CURL *lazy_ok(void)
{
    if (!lazy)
        lazy = curl_easy_init();
    return lazy;
}

static bool has_one(void)
{
    return asked != NULL;
}

static void make_one_ok(void)
{
    asked = curl_easy_init();
}

static CURL *renewed_ok(void)
{
    curl_easy_cleanup(renewed);
    renewed = curl_easy_init();
    return renewed;
}

static bool dropped_ok(void)
{
    dropped = curl_easy_init();
    return dropped != NULL;
}

static void drop(void)
{
    if (dropped)
        curl_easy_cleanup(dropped);
    dropped = NULL;
}

static void fetch(CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_perform(curl);
}

static void answer(int fd)
{
    CURL *curl = handle_bad();
    if (curl)
        fetch(curl);
    if (lazy_ok())
        fetch(lazy);
    if (!has_one())
        make_one_ok();
    fetch(asked);
    if (renewed_ok())
        fetch(renewed);
    if (dropped_ok() && fd > 100)
        fetch(dropped);
    if (fd > 200)
        drop();
}

static volatile sig_atomic_t done;

static void on_end(int number)
{
    (void)number;
    done = 1;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    signal(SIGTERM, on_end);
    while (!done) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        answer(fd);
        close(fd);
    }
    if (over)
        curl_easy_cleanup(over);
    if (lazy)
        curl_easy_cleanup(lazy);
    if (asked)
        curl_easy_cleanup(asked);
    if (renewed)
        curl_easy_cleanup(renewed);
    drop();
    return 0;
}
