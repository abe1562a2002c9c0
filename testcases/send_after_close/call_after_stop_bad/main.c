/* A call is carried out by the engine's thread, and waited for; the last one comes when that thread
 * has just been stopped and joined. */
#include "engine.h"

#include <stdio.h>

int main(void)
{
    int argument, status = 0;
    if (!engine_start())
        return 1;
    while (status == 0 && scanf("%d", &argument) == 1)
        status = engine_call(COMMAND_LOAD, argument);
    engine_stop();
    if (engine_call(COMMAND_SYNC, 0) != 0) // EXPECT: send-after-close
        status = 1;
    return status;
}
