/* Who closes a descriptor passes over numbers for which the table has no place. The caller has seen to those before;
 * and nothing in the program says that a socket's number is as high. */
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MANY = 1000 };

static void *sessions[MANY];

static void session_close(int fd)
{
    if (fd <= 0 || fd >= MANY)
        return;
    shutdown(fd, SHUT_RDWR);
    close(fd);
    free(sessions[fd]);
    sessions[fd] = NULL;
}

static int dial_ok(unsigned address)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd == -1)
        return -1;
    if (fd == 0 || fd >= MANY) {
        close(fd);
        return -1;
    }
    to.sin_addr.s_addr = htonl(address);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == -1) {
        session_close(fd);
        return -1;
    }
    sessions[fd] = malloc(10);
    return fd;
}

static int dial_bad(unsigned address)
{
    struct sockaddr_in to = {.sin_family = AF_INET};
    int fd = socket(AF_INET, SOCK_STREAM, 0); // EXPECT: client-leaked
    if (fd == -1)
        return -1;
    if (fd == 0 || fd >= MANY) {
        close(fd);
        return -1;
    }
    to.sin_addr.s_addr = htonl(address);
    if (connect(fd, (struct sockaddr *)&to, sizeof to) == -1)
        return -1;
    sessions[fd] = malloc(10);
    return fd;
}

int main(void)
{
    while (getchar() != EOF) {
        int fd = dial_ok(0x7f000001);
        if (fd > 0)
            session_close(fd);
        fd = dial_bad(0x7f000001);
        if (fd > 0)
            session_close(fd);
    }
    return 0;
}
