/* A transfer is submitted through an ops table, and completed by a callback in the transfer itself,
 * which each bus calls on a thread of its own. */
#include "transfer.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char text[64] = "test";
    const struct bus_ops *bus = argc > 1 && strcmp(argv[1], "file") == 0 ? &file_bus : &loop_bus;
    int status = transfer_run(bus, text, strlen(text));
    printf("status %d\n", status);
    return status != 0;
}
