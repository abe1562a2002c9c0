/* Two vectors of void pointers with the same functions: who leaves is taken out of one of them. */
#include "vector.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct guest {
    int fd;
    int is_muted;
};

static struct vector guests, muted;

static void arrive(int fd)
{
    struct guest *guest = calloc(1, sizeof *guest);

    if (guest == NULL)
        exit(1);
    guest->fd = fd;
    if (vector_append(&guests, guest) != 0) // EXPECT: cache-only-grows
        exit(1);
}

static void mute(struct guest *guest)
{
    if (guest->is_muted || vector_append(&muted, guest) != 0)
        return;
    guest->is_muted = 1;
}

static void leave(struct guest *guest)
{
    close(guest->fd);
    guest->fd = -1;
    vector_remove(&muted, guest);
}

static void listen_to(struct guest *guest)
{
    struct pollfd poll_one = {.fd = guest->fd, .events = POLLIN};
    char text[256];

    if (guest->fd < 0 || poll(&poll_one, 1, 10) <= 0)
        return;
    ssize_t size = read(guest->fd, text, sizeof text);
    if (size <= 0)
        leave(guest);
    else if (text[0] == '#')
        mute(guest);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        struct pollfd door = {.fd = listener, .events = POLLIN};
        if (poll(&door, 1, 100) > 0)
            arrive(accept(listener, NULL, NULL));
        for (size_t i = guests.used; i-- > 0;)
            listen_to(guests.items[i]);
    }
}
