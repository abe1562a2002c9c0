/* A call is carried out by the engine's thread, and waited for; the last one comes just before that
 * thread is stopped and joined. */
#include "engine.h"

#include <stdio.h>

int main(void)
{
    int argument, status = 0;
    if (!engine_start())
        return 1;
    while (status == 0 && scanf("%d", &argument) == 1)
        status = engine_call(COMMAND_LOAD, argument);
    if (engine_call(COMMAND_SYNC, 0) != 0)
        status = 1;
    engine_stop();
    return status;
}
