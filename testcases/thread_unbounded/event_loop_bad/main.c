/* An own event loop calls what an ops table says for each event; the callback starts a thread. In
 * the twin it hands the work to threads that were started when the loop was set up. */
#include "fifo.h"
#include "loop.h"

int main(void)
{
    static char path[] = "labels";
    if (loop_add(&fifo_ops, path) != 0)
        return 1;
    return loop_run() == 0 ? 0 : 1;
}
