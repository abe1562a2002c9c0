/* Each connection that is accepted is answered with what another server says. */
#include "curl.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask_bad(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    CURLcode rc = curl_easy_perform(curl); // EXPECT: client-no-timeout
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

static int ask_ok(const char *url)
{
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return -1;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
    CURLcode rc = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    return rc == CURLE_OK ? 0 : -1;
}

static void serve(int fd)
{
    char answer = ask_bad("http://a.example/") == 0 && ask_ok("http://b.example/") == 0 ? '+' : '-';
    if (write(fd, &answer, 1) != 1)
        return;
    shutdown(fd, SHUT_WR);
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve(fd);
        close(fd);
    }
}
