#include "session.h"

#include <stdio.h>
#include <stdlib.h>

static struct session *all;

static void link_session(struct session *session)
{
    session->next = all;
    if (all)
        all->prev = session;
    all = session; // EXPECT: cache-only-grows
}

static void unlink_session(struct session *session)
{
    if (session->next)
        session->next->prev = session->prev;
    if (session->prev)
        session->prev->next = session->next;
    else
        all = session->next;
}

struct session *session_open(int fd, const char *user)
{
    struct session *session = calloc(1, sizeof *session);

    if (!session)
        return NULL;
    session->fd = fd;
    snprintf(session->user, sizeof session->user, "%s", user);
    link_session(session);
    return session;
}

void session_close(struct session *session)
{
    unlink_session(session);
    free(session);
}

struct session *session_of(int fd)
{
    struct session *session = all;

    while (session && session->fd != fd)
        session = session->next;
    return session;
}
