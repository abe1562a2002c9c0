/* Lists of anything that begins with the same links, which one function adds to. What is freed is freed as what it is. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct item {
    struct item *previous, *next;
};

struct visit_bad {
    struct visit_bad *previous, *next;
    char from[40];
};

struct visit_ok {
    struct visit_ok *previous, *next;
    char from[40];
};

static struct visit_bad *visits_bad;
static struct visit_ok *visits_ok;

static void add_item(struct item *item, struct item **list)
{
    item->next = *list;
    if (*list)
        (*list)->previous = item;
    *list = item;
}

static void del_item(struct item *item, struct item **list)
{
    if (item->next)
        item->next->previous = item->previous;
    if (item->previous)
        item->previous->next = item->next;
    else
        *list = item->next;
}

#define ADD(new, list)    add_item((struct item *)(new), (struct item **)(void *)&(list))
#define DELETE(old, list) del_item((struct item *)(old), (struct item **)(void *)&(list))

static void note_bad(const char *from)
{
    struct visit_bad *visit = calloc(1, sizeof *visit);

    if (!visit)
        return;
    strncpy(visit->from, from, sizeof visit->from - 1);
    ADD(visit, visits_bad); // EXPECT: cache-only-grows
}

static void note_ok(const char *from)
{
    struct visit_ok *visit = calloc(1, sizeof *visit);

    if (!visit)
        return;
    strncpy(visit->from, from, sizeof visit->from - 1);
    ADD(visit, visits_ok);
}

static void leave_ok(const char *from)
{
    for (struct visit_ok *visit = visits_ok; visit; visit = visit->next)
        if (strcmp(visit->from, from) == 0) {
            DELETE(visit, visits_ok);
            free(visit);
            return;
        }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char line[40];

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = fd < 0 ? -1 : recv(fd, line, sizeof line - 1, 0);
        if (n > 0) {
            line[n] = '\0';
            note_bad(line);
            note_ok(line);
            if (line[0] == 'q')
                leave_ok(line);
        }
        if (fd >= 0)
            close(fd);
    }
}
