/* Units that see a struct with more or fewer fields, by their macros, mean one struct: the threads are
 * told to end, and nobody joins them. */
#include <stdlib.h>
#include <unistd.h>

#include "engine.h"

enum { ENGINES = 4 };

struct engine *engines;

static void stop_all(int started)
{
    for (int i = 0; i < started; i++)
        atomic_store(&engines[i].stopped, 1);
}

int main(void)
{
    int started = 0;

    engines = calloc(ENGINES, sizeof *engines);
    if (engines == NULL)
        return 1;
    while (started < ENGINES && engine_start(&engines[started]))
        started++;
    sleep(60);
    stop_all(started);
    free(engines);
    return 0;
}
