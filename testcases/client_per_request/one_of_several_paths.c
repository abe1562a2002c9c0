/* Only some requests need the client, but each of those makes its own. */
#include "mini_curl.h"

#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static CURL *shared;

static int verify(CURL *curl, const char *token)
{
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, token);
    return curl_easy_perform(curl) == CURLE_OK ? 0 : -1;
}

static int login_bad(const char *line)
{
    if (strncmp(line, "token ", 6) != 0)
        return 0;
    CURL *curl = curl_easy_init(); // EXPECT: client-per-request
    if (curl == NULL)
        return -1;
    int rc = verify(curl, line + 6);
    curl_easy_cleanup(curl);
    return rc;
}

static int login_ok(const char *line)
{
    return strncmp(line, "token ", 6) == 0 ? verify(shared, line + 6) : 0;
}

int main(void)
{
    const struct timeval soon = {5, 0};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    shared = curl_easy_init();
    if (listener < 0 || shared == NULL || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        char line[256];
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
        ssize_t n = recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            if (login_bad(line) != 0 || login_ok(line) != 0)
                shutdown(fd, SHUT_RDWR);
        }
        close(fd);
    }
}
