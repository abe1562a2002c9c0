/* A log of what was asked, kept in a list; the twin keeps the last few, and drops the one at the end. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct line {
    struct line *next;
    char text[120];
};

struct entry {
    struct entry *next;
    char text[120];
};

static struct line *history;
static struct entry *recent, *recent_last;
static int n_recent;

static void note_bad(const char *text)
{
    struct line *line = calloc(1, sizeof(struct line));
    if (line == NULL)
        return;
    snprintf(line->text, sizeof line->text, "%s", text);
    line->next = history;
    history = line; // EXPECT: cache-only-grows
}

static void note_ok(const char *text)
{
    struct entry *entry = calloc(1, sizeof(struct entry));
    if (entry == NULL)
        return;
    snprintf(entry->text, sizeof entry->text, "%s", text);
    if (recent_last != NULL)
        recent_last->next = entry;
    else
        recent = entry;
    recent_last = entry;
    if (++n_recent > 10) {
        struct entry *first = recent;
        recent = first->next;
        free(first);
        n_recent--;
    }
}

int main(void)
{
    char text[120];
    struct pollfd in = {.fd = 0, .events = POLLIN};

    while (poll(&in, 1, -1) >= 0) {
        ssize_t n = read(0, text, sizeof text - 1);
        if (n <= 0)
            break;
        text[n] = '\0';
        note_bad(text);
        note_ok(text);
    }
    for (struct line *line = history; line != NULL; line = line->next)
        fputs(line->text, stdout);
    return 0;
}
