/* Handlers that the server does not name, but looks up by their names. */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct page {
    struct page *next;
    char path[64];
};

static struct page *pages_bad;
static struct page *pages_ok;

void handle_get(const char *path);
void handle_put(const char *path);

/* Both are of a module: */
void handle_get(const char *path)
{
    struct page *page = calloc(1, sizeof *page);

    if (!page)
        return;
    strncpy(page->path, path, sizeof page->path - 1);
    page->next = pages_bad;
    pages_bad = page; // EXPECT: cache-only-grows
}

void handle_put(const char *path)
{
    struct page *page = calloc(1, sizeof *page);
    unsigned n = 0;

    if (!page)
        return;
    for (struct page *at = pages_ok; at; at = at->next)
        n++;
    if (n < 50) {
        strncpy(page->path, path, sizeof page->path - 1);
        page->next = pages_ok;
        pages_ok = page;
    } else {
        free(page);
    }
}

typedef void handler(const char *path);

static handler *get;

static void answer(const char *path)
{
    handler *put = (handler *)dlsym(RTLD_DEFAULT, "handle_put");

    if (put)
        put(path);
    if (get)
        get(path);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char line[64];

    get = (handler *)dlsym(RTLD_DEFAULT, "handle_get");
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = fd < 0 ? -1 : recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            answer(line);
        }
        if (fd >= 0)
            close(fd);
    }
}
