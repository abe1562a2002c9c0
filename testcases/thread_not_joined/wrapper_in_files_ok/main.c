/* The wrapper of create and the wrapper of join stand in a file of their own; of its two users,
 * both wait. */
#include "convert.h"

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++) {
        if (inspect(argv[i]) != 0 || convert(argv[i]) != 0)
            failed = 1;
    }
    return failed;
}
