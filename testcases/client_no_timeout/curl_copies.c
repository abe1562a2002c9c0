/* Handles are copied from one that has its options already; or given to a multi handle, which waits for all of
 * them as long as it is told to. */
#include "curl.h"

#include <poll.h>
#include <unistd.h>

static int copied_bad(const char *url)
{
    CURL *plain = curl_easy_init(); // EXPECT: client-per-request
    if (plain == NULL)
        return -1;
    curl_easy_setopt(plain, CURLOPT_POST, 1L);
    CURL *curl = curl_easy_duphandle(plain); // EXPECT: client-per-request
    int rc = -1;
    if (curl != NULL) {
        curl_easy_setopt(curl, CURLOPT_URL, url);
        rc = curl_easy_perform(curl); // EXPECT: client-no-timeout
        curl_easy_cleanup(curl);
    }
    curl_easy_cleanup(plain);
    return rc;
}

static int copied_ok(const char *url)
{
    CURL *plain = curl_easy_init(); // EXPECT: client-per-request
    if (plain == NULL)
        return -1;
    curl_easy_setopt(plain, CURLOPT_TIMEOUT, 1L);
    CURL *curl = curl_easy_duphandle(plain); // EXPECT: client-per-request
    int rc = -1;
    if (curl != NULL) {
        curl_easy_setopt(curl, CURLOPT_URL, url);
        rc = curl_easy_perform(curl);
        curl_easy_cleanup(curl);
    }
    curl_easy_cleanup(plain);
    return rc;
}

static int in_turn_ok(const char *url)
{
    CURL *curl = curl_easy_init();
    CURLM *multi = curl_multi_init(); // EXPECT: client-per-request
    int running = 1;
    if (curl == NULL || multi == NULL)
        _exit(1);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_multi_add_handle(multi, curl);
    for (int i = 0; i < 10 && running; i++) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_remove_handle(multi, curl);
    curl_multi_cleanup(multi);
    int rc = running ? -1 : (int)curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc;
}

int main(int argc, char **argv)
{
    struct pollfd input = {.fd = 0, .events = POLLIN};
    while (argc > 1 && poll(&input, 1, -1) > 0) {
        if (copied_bad(argv[1]) != 0 || copied_ok(argv[1]) != 0 || in_turn_ok(argv[1]) != 0)
            return 1;
    }
    return 0;
}
