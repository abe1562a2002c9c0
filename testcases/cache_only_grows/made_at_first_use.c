/* Put in by a handler, but at the first request only; or for a fixed number of kinds. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct filter {
    struct filter *next;
    const char *name;
};

struct kind {
    struct kind *next;
    const char *name;
    unsigned count;
};

struct visitor {
    struct visitor *next;
    char name[40];
};

static struct filter *filters;
static struct kind *kinds;
static struct visitor *visitors;
static int filters_ready;

static void add_filter(const char *name)
{
    struct filter *filter = malloc(sizeof *filter);

    if (!filter)
        return;
    filter->name = name;
    filter->next = filters;
    filters = filter;
}

static void make_filters_ok(void)
{
    if (filters_ready)
        return;
    filters_ready = 1;
    add_filter("gzip");
    add_filter("chunked");
}

static void count_ok(const char *name)
{
    struct kind *kind = kinds;

    while (kind && strcmp(kind->name, name) != 0)
        kind = kind->next;
    if (!kind) {
        kind = calloc(1, sizeof *kind);
        if (!kind)
            return;
        kind->name = name;
        kind->next = kinds;
        kinds = kind;
    }
    kind->count++;
}

static void note_visitor_bad(const char *name)
{
    struct visitor *visitor = visitors;

    while (visitor && strcmp(visitor->name, name) != 0)
        visitor = visitor->next;
    if (!visitor) {
        visitor = calloc(1, sizeof *visitor);
        if (!visitor)
            return;
        strncpy(visitor->name, name, sizeof visitor->name - 1);
        visitor->next = visitors;
        visitors = visitor; // EXPECT: cache-only-grows
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char line[100];

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        ssize_t n = recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            make_filters_ok();
            count_ok(strncmp(line, "GET ", 4) == 0 ? "get" : "other");
            note_visitor_bad(line);
        }
        close(fd);
    }
}
