/* Guests come in threads of their own, whose arguments they free. The first one starts the thread of
 * the room, which lies behind those arguments and outlives them. */
#include "room.h"

#include <stdlib.h>
#include <unistd.h>

static void *keep(void *arg)
{
    struct room *room = arg;
    while (room->n_guests > 0)
        usleep(1000);
    return NULL;
}

static void *sit(void *arg)
{
    char c;
    struct seat *seat = arg;
    struct room *room = seat->room;

    room->n_guests++;
    if (!room->has_keeper) {
        pthread_create(&room->keeper, NULL, keep, room);
        room->has_keeper = 1;
    }
    while (read(seat->fd, &c, 1) == 1)
        ;
    room->n_guests--;
    free(seat);
    return NULL;
}

void room_seat(struct room *room, int fd)
{
    pthread_t guest;
    struct seat *seat = malloc(sizeof *seat);

    if (seat == NULL)
        return;
    seat->room = room;
    seat->fd = fd;
    if (pthread_create(&guest, NULL, sit, seat) != 0)
        free(seat);
    else
        pthread_detach(guest);
}

struct room *room_open(void)
{
    return calloc(1, sizeof(struct room));
}

void room_close(struct room *room)
{
    room->n_guests = 0;
    if (room->has_keeper)
        pthread_join(room->keeper, NULL);
    free(room);
}
