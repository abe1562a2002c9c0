/* A thread starts another one, and says so in the object that it was given: who has started the first one, and joins
 * it, joins the other where that is said. In the bad twin it is said in a field that is not looked at. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct mill {
    pthread_t wheel;
    int has_wheel, has_wind;
    int fd;
};

/* What the first thread gets. */
struct shift {
    struct mill *mill;
    int hours;
};

static void *turn(void *arg)
{
    char c;
    const struct mill *mill = arg;

    while (read(mill->fd, &c, 1) == 1)
        ;
    return NULL;
}

static void *begin_ok(void *arg)
{
    struct shift *shift = arg;
    struct mill *mill = shift->mill;

    if (pthread_create(&mill->wheel, NULL, turn, mill) == 0)
        mill->has_wheel = 1;
    sleep((unsigned)shift->hours);
    return NULL;
}

void work_ok(int fd, int hours)
{
    pthread_t miller;
    struct mill mill = {.fd = fd};
    struct shift shift = {&mill, hours};

    if (pthread_create(&miller, NULL, begin_ok, &shift) != 0)
        return;
    pthread_join(miller, NULL);
    close(fd);
    if (mill.has_wheel)
        pthread_join(mill.wheel, NULL);
}

struct forge {
    pthread_t bellows;
    int has_bellows, has_wind;
    int fd;
};

static void *blow(void *arg)
{
    char c;
    const struct forge *forge = arg;

    while (read(forge->fd, &c, 1) == 1)
        ;
    return NULL;
}

static void *begin_bad(void *arg)
{
    struct forge *forge = arg;

    if (pthread_create(&forge->bellows, NULL, blow, forge) == 0) // EXPECT: thread-not-joined
        forge->has_wind = 1;
    return NULL;
}

void work_bad(int fd)
{
    pthread_t smith;
    struct forge *forge = malloc(sizeof(*forge));

    if (forge == NULL)
        return;
    forge->fd = fd;
    forge->has_bellows = forge->has_wind = 0;
    if (pthread_create(&smith, NULL, begin_bad, forge) == 0)
        pthread_join(smith, NULL);
    close(fd);
    if (forge->has_bellows)
        pthread_join(forge->bellows, NULL);
    free(forge);
}
