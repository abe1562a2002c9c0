/* A generic wrapper and its two users: a loop over the arguments, and a loop over requests. In the
 * twin, the second answers the requests itself. */
#include "mounts.h"

#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc < 2)
        return 1;
    mounts_check(argv + 1);
    mounts_serve(STDIN_FILENO);
    return 0;
}
