/* A session waits at most once at a time: while it has an entry, it gets none. Where the entry is forgotten and stays in
 * the list, it gets another one. */
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct session;

struct lease_bad {
    struct session *session;
    time_t due;
    struct lease_bad *prev, *next;
};

struct lease_ok {
    struct session *session;
    time_t due;
    struct lease_ok *prev, *next;
};

struct session {
    int fd;
    struct lease_bad *lease_bad;
    struct lease_ok *lease_ok;
};

static struct lease_bad *leases_bad;
static struct lease_ok *leases_ok;

static void lease_bad(struct session *session)
{
    struct lease_bad *lease;

    if (session->lease_bad)
        return;
    lease = calloc(1, sizeof(*lease));
    if (!lease)
        return;
    lease->session = session;
    lease->due = time(NULL) + 60;
    lease->next = leases_bad;
    if (leases_bad)
        leases_bad->prev = lease;
    leases_bad = lease; // EXPECT: cache-only-grows
    session->lease_bad = lease;
}

static void lease_ok(struct session *session)
{
    struct lease_ok *lease;

    if (session->lease_ok)
        return;
    lease = calloc(1, sizeof(*lease));
    if (!lease)
        return;
    lease->session = session;
    lease->due = time(NULL) + 60;
    lease->next = leases_ok;
    if (leases_ok)
        leases_ok->prev = lease;
    leases_ok = lease;
    session->lease_ok = lease;
}

/* What is due is forgotten: of the first kind no entry is taken out. */
static void look_at_leases(time_t now)
{
    for (struct lease_bad *lease = leases_bad; lease; lease = lease->next)
        if (lease->due < now)
            lease->session->lease_bad = NULL;
    for (struct lease_ok *lease = leases_ok, *next; lease; lease = next) {
        next = lease->next;
        if (lease->due < now) {
            lease->session->lease_ok = NULL;
            if (lease->prev)
                lease->prev->next = next;
            else
                leases_ok = next;
            if (next)
                next->prev = lease->prev;
            free(lease);
        }
    }
}

int main(void)
{
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);

    while (listener >= 0) {
        struct session *session = calloc(1, sizeof(*session));
        if (!session)
            break;
        session->fd = accept(listener, NULL, NULL);
        lease_bad(session);
        lease_ok(session);
        look_at_leases(time(NULL));
        close(session->fd);
        free(session);
    }
    return 0;
}
