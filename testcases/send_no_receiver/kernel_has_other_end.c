/* A pair of sockets of which a driver gets the other end: it reads what is written here. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SET_SOCKET = 0xab00, SET_SIZE = 0xab02 };

struct disk {
    int own, driver, device;
};

static int answer(struct disk *disk, const char *text, size_t n)
{
    return write(disk->own, text, n) == (ssize_t)n ? 0 : -1;
}

static int hand_over(int device, int socket)
{
    return ioctl(device, SET_SOCKET, socket);
}

int disk_start_ok(int device)
{
    int ends[2];
    struct disk *disk = calloc(1, sizeof *disk);
    if (disk == NULL)
        return -1;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        free(disk);
        return -1;
    }
    disk->own = ends[0];
    disk->driver = ends[1];
    disk->device = device;
    int rc = hand_over(disk->device, disk->driver);
    if (rc == 0)
        rc = answer(disk, "ready", 5);
    close(disk->own);
    close(disk->driver);
    free(disk);
    return rc;
}

struct replies {
    int own, other;
};

/* Here the driver is only told of a size: it knows neither end. */
int disk_open_bad(struct replies *replies, int device, int size)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    replies->own = ends[0];
    replies->other = ends[1];
    return ioctl(device, SET_SIZE, size);
}

int disk_size_bad(struct replies *replies)
{
    return write(replies->own, "size", 4) == 4 ? 0 : -1; // EXPECT: send-no-receiver
}

void disk_close_bad(struct replies *replies)
{
    close(replies->own);
    close(replies->other);
}
