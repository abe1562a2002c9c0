/* Calls a hook on the web for each line that comes through a pipe. */
#include "pool.h"

#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

static struct pool pool;

static void call_hook(const char *url)
{
    CURL *curl = pool_borrow(&pool);
    if (curl == NULL)
        return;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    if (curl_easy_perform(curl) != CURLE_OK)
        fprintf(stderr, "%s: no answer\n", url);
    pool_give_back(&pool, curl);
}

int main(void)
{
    struct epoll_event event = {.events = EPOLLIN};
    int set = epoll_create1(EPOLL_CLOEXEC);
    char line[512];
    if (!pool_fill(&pool) || epoll_ctl(set, EPOLL_CTL_ADD, STDIN_FILENO, &event) < 0)
        return 1;
    while (epoll_wait(set, &event, 1, -1) >= 0) {
        ssize_t n = read(STDIN_FILENO, line, sizeof line - 1);
        if (n <= 0)
            return 0;
        line[n] = 0;
        call_hook(line);
    }
    return 1;
}
