/* Handles in the elements of a static array of structs, started and joined in two loops of one function. */
#include <stdlib.h>
#include <threads.h>

enum { N_OARS = 4 };

struct oar {
    int side;
    unsigned strokes;
    thrd_t rower;
};

static int row(void *arg)
{
    struct oar *oar = arg;

    while (oar->strokes > 0)
        oar->strokes--;
    return oar->side;
}

int cross_ok(unsigned strokes)
{
    static struct oar oars[N_OARS];

    for (int i = 0; i < N_OARS; i++) {
        oars[i].side = i % 2;
        oars[i].strokes = strokes;
        if (thrd_create(&oars[i].rower, row, &oars[i]) != thrd_success)
            exit(EXIT_FAILURE);
    }
    int sides = 0;
    for (int i = 0; i < N_OARS; i++) {
        int side = 0;
        thrd_join(oars[i].rower, &side);
        sides += side;
    }
    return sides;
}

int cross_bad(unsigned strokes)
{
    static struct oar oars[N_OARS];

    for (int i = 0; i < N_OARS; i++) {
        oars[i].side = i % 2;
        oars[i].strokes = strokes;
        if (thrd_create(&oars[i].rower, row, &oars[i]) != thrd_success) // EXPECT: thread-not-joined
            exit(EXIT_FAILURE);
    }
    int sides = 0;
    for (int i = 0; i < N_OARS; i++)
        sides += oars[i].side;
    return sides;
}
