#include "stream.h"

#include <stddef.h>
#include <sys/socket.h>

static void serve(const struct stream_ops *ops, int fd, int in_order)
{
    struct stream *stream = stream_open(fd);
    if (stream == NULL)
        return;
    if (in_order)
        ops->finish(stream);
    else
        ops->destroy(stream);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 16) != 0)
        return 1;
    for (int n = 0;; n++) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0)
            serve(stream_ops(), fd, n % 2);
    }
}
