#include "session.h"

#include <sys/socket.h>

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 8) != 0)
        return 1;
    int fd;
    while ((fd = accept(listener, 0, 0)) >= 0) {
        struct session *session = session_open(fd);
        if (session != 0)
            session_close(session);
    }
    return 0;
}
