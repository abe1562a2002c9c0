#include "session.h"

#include <stddef.h>
#include <sys/socket.h>

static struct session *sessions;

static void serve(int listener)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return;
        struct session *s = session_open(fd);
        if (s == NULL)
            continue;
        s->next = sessions;
        sessions = s; // EXPECT: cache-only-grows
    }
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    serve(listener);
    while (sessions != NULL) {
        struct session *next = sessions->next;
        session_close(sessions);
        sessions = next;
    }
    return 0;
}
