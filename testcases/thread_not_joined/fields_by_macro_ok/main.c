/* Units that see a struct with more or fewer fields, by their macros, mean one struct and one thread in it. */
#include <stdlib.h>
#include <unistd.h>

#include "engine.h"

enum { ENGINES = 4 };

struct engine *engines;

static void stop_all(int started)
{
    for (int i = 0; i < started; i++) {
        struct engine *engine = &engines[i];
        atomic_store(&engine->stopped, 1);
        pthread_join(engine->thread, NULL);
    }
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
