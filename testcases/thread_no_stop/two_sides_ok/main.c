#include "bridge.h"
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    char line[80];
    if (argc < 3)
        return 2;
    while (fgets(line, sizeof line, stdin)) {
        struct bridge *bridge = bridge_open(atoi(argv[1]), atoi(argv[2]));
        if (!bridge)
            return 1;
        if (!fgets(line, sizeof line, stdin))
            line[0] = 0;
        bridge_close(bridge);
    }
    return 0;
}
