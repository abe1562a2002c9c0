#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "options.h"

static int port;

int option_is(const char *text)
{
    port = (int)strlen(text);
    return 0;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        options_read("/etc/server.conf");
        close(fd);
    }
}
