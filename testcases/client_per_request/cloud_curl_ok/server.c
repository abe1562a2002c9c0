#include "handler.h"

#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0 || handler_init() != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        handler_run(fd);
        close(fd);
    }
    handler_deinit();
    close(listener);
    return 0;
}
