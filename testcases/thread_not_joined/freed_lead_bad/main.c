#include "room.h"

#include <stdlib.h>
#include <sys/socket.h>

int main(void)
{
    struct room *room = room_open();
    int door = socket(AF_INET, SOCK_STREAM, 0);

    if (room == NULL || door < 0 || listen(door, 8) != 0)
        return 1;
    for (int i = 0; i < 100; i++) {
        int fd = accept(door, NULL, NULL);
        if (fd < 0)
            break;
        room_seat(room, fd);
    }
    room_close(room);
    return 0;
}
