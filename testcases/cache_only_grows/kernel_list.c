/* Links that lie in the entry, as in the Linux kernel; helpers get the links' addresses. */
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>

struct link {
    struct link *next, *prev;
};

#define entry_of(pointer, type, member) ((type *)((char *)(pointer) - offsetof(type, member)))

static void link_between(struct link *new, struct link *prev, struct link *next)
{
    next->prev = new;
    new->next = next;
    new->prev = prev;
    prev->next = new;
}

static void link_add(struct link *new, struct link *head)
{
    link_between(new, head, head->next);
}

static void link_remove(struct link *link)
{
    link->next->prev = link->prev;
    link->prev->next = link->next;
}

struct ticket {
    int number;
    struct link in_all;
};

struct badge {
    int number;
    struct link in_all;
};

static struct link tickets = {&tickets, &tickets};
static struct link badges = {&badges, &badges};

static void add_ticket_bad(int number)
{
    struct ticket *ticket = malloc(sizeof *ticket);

    if (!ticket)
        return;
    ticket->number = number;
    link_add(&ticket->in_all, &tickets); // EXPECT: cache-only-grows
}

static void add_badge_ok(int number)
{
    struct badge *badge = malloc(sizeof *badge);

    if (!badge)
        return;
    badge->number = number;
    link_add(&badge->in_all, &badges);
}

static void drop_badge(int number)
{
    for (struct link *l = badges.next; l != &badges; l = l->next) {
        struct badge *badge = entry_of(l, struct badge, in_all);
        if (badge->number == number) {
            link_remove(l);
            free(badge);
            return;
        }
    }
}

static int count_tickets(void)
{
    int n = 0;

    for (struct link *l = tickets.next; l != &tickets; l = l->next)
        n++;
    return n;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0), number;

    if (fd < 0)
        return 1;
    while (recv(fd, &number, sizeof number, 0) == sizeof number) {
        add_ticket_bad(number);
        add_badge_ok(number);
        drop_badge(number - 10);
    }
    return count_tickets();
}
