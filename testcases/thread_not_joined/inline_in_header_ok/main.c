/* A static inline function of a header that two units include: it detaches its thread. */
#include "background.h"

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed |= save(argv[i]) != 0 || load(argv[i]) != 0;
    return failed;
}
