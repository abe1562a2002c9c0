/* A function walks a list, counts what is in it, and says with a flag whether there is room. The caller asks it late,
 * behind many branches of its own; the bad twin puts in all the same. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define GUESTS_MOST 500

struct guest {
    struct guest *next;
    char name[40];
};

static struct guest *invited, *uninvited;

static int has_room(void)
{
    int room = 0, n = 0;

    for (struct guest *guest = invited; guest; guest = guest->next)
        n++;
    if (n < GUESTS_MOST)
        room = 1;
    return room;
}

static int is_crowded(void)
{
    int crowded = 0, n = 0;

    for (struct guest *guest = uninvited; guest; guest = guest->next)
        n++;
    if (n > GUESTS_MOST)
        crowded = 1;
    return crowded;
}

static int is_name(const char *name)
{
    if (name[0] < 'a' || name[0] > 'z')
        return 0;
    if (name[1] == '\0' || name[1] == ' ')
        return 0;
    if (name[2] == '/' && name[3] == '/')
        return 0;
    return 1;
}

static void invite_ok(const char *name)
{
    if (strchr(name, ' ') || strchr(name, '\t'))
        return;
    for (const char *at = name; *at; at++) {
        if (*at == '/' && at[1] == '/')
            return;
        if (*at == '\r' || *at == '\n')
            return;
    }
    if (!is_name(name) || !has_room())
        return;
    struct guest *guest = calloc(1, sizeof *guest);
    if (!guest)
        return;
    guest->name[0] = *name;
    guest->next = invited;
    invited = guest;
}

static void come_along_bad(const char *name)
{
    if (strchr(name, ' ') || strchr(name, '\t'))
        return;
    for (const char *at = name; *at; at++) {
        if (*at == '/' && at[1] == '/')
            return;
        if (*at == '\r' || *at == '\n')
            return;
    }
    if (!is_name(name) || is_crowded())
        fprintf(stderr, "crowded\n");
    struct guest *guest = calloc(1, sizeof *guest);
    if (!guest)
        return;
    guest->name[0] = *name;
    guest->next = uninvited;
    uninvited = guest; // EXPECT: cache-only-grows
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    char name[32];

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        ssize_t n = recv(fd, name, sizeof name - 1, 0);
        close(fd);
        if (n <= 0)
            continue;
        name[n] = '\0';
        invite_ok(name);
        come_along_bad(name);
    }
}
