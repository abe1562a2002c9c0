/* An HTTP client for each connection that is accepted, and one for all of them. */
#include "mini_curl.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static CURL *shared;

static CURLcode ask(CURL *curl)
{
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(curl, CURLOPT_URL, "http://backend/price");
    return curl_easy_perform(curl);
}

static void answer_bad(int fd)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return;
    send(fd, ask(curl) == CURLE_OK ? "ok\n" : "no\n", 3, MSG_NOSIGNAL);
    curl_easy_cleanup(curl);
}

static void answer_ok(int fd)
{
    send(fd, ask(shared) == CURLE_OK ? "ok\n" : "no\n", 3, MSG_NOSIGNAL);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    shared = curl_easy_init();
    if (listener < 0 || shared == NULL || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        answer_bad(fd);
        answer_ok(fd);
        close(fd);
    }
}
