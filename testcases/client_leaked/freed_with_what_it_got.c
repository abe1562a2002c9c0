/* An object that the function was handed is freed on an error, with the client that it has just put there. */
#include "mini_curl.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct session {
    int fd;
    CURL *curl;
};

static void *serve_bad(void *data)
{
    struct session *session = data;
    char url[256];
    ssize_t n = recv(session->fd, url, sizeof(url) - 1, 0);

    session->curl = curl_easy_init(); // EXPECT: client-leaked
    if (session->curl == NULL || n < 0) {
        close(session->fd);
        free(session);
        return NULL;
    }
    url[n] = '\0';
    curl_easy_setopt(session->curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(session->curl, CURLOPT_URL, url);
    curl_easy_perform(session->curl);
    curl_easy_cleanup(session->curl);
    close(session->fd);
    free(session);
    return NULL;
}

static void *serve_ok(void *data)
{
    struct session *session = data;
    char url[256];
    ssize_t n = recv(session->fd, url, sizeof(url) - 1, 0);

    session->curl = curl_easy_init();
    if (session->curl == NULL || n < 0) {
        if (session->curl != NULL)
            curl_easy_cleanup(session->curl);
        close(session->fd);
        free(session);
        return NULL;
    }
    url[n] = '\0';
    curl_easy_setopt(session->curl, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(session->curl, CURLOPT_URL, url);
    curl_easy_perform(session->curl);
    curl_easy_cleanup(session->curl);
    close(session->fd);
    free(session);
    return NULL;
}

int main(int argc, char **argv)
{
    struct session *session = calloc(1, sizeof(*session));
    pthread_t thread;

    (void)argv;
    if (session == NULL)
        return 1;
    session->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (pthread_create(&thread, NULL, argc > 1 ? serve_ok : serve_bad, session) == 0)
        pthread_join(thread, NULL);
    return 0;
}
