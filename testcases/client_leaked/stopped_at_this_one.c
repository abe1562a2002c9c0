/* A loop stops at the address that it could connect to: that one is there, so who asks for it has a socket. */
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

struct address {
    int family, type;
    const struct sockaddr *name;
    socklen_t length;
};

int connect_to_one_ok(struct address *const *addresses)
{
    int fd = -1;

    for (; *addresses != NULL; addresses++) {
        fd = socket((*addresses)->family, (*addresses)->type, 0);
        if (fd == -1)
            continue;
        if (connect(fd, (*addresses)->name, (*addresses)->length) == 0)
            break;
        close(fd);
    }
    if (*addresses == NULL)
        return -1;
    return fd;
}

/* The one behind it may be the end. */
int connect_to_one_bad(struct address *const *addresses)
{
    int fd = -1;

    for (; *addresses != NULL; addresses++) {
        fd = socket((*addresses)->family, (*addresses)->type, 0); // EXPECT: client-leaked
        if (fd == -1)
            continue;
        if (connect(fd, (*addresses)->name, (*addresses)->length) == 0) {
            addresses++;
            break;
        }
        close(fd);
    }
    if (*addresses == NULL)
        return -1;
    return fd;
}
