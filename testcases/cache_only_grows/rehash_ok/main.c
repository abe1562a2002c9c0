/* A count for each name that was asked for; the table is swept again and again. */
#include "table.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

int main(void)
{
    static struct table names;
    char name[300];
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    signal(SIGTERM, stop);
    while (!stopped) {
        ssize_t n = recvfrom(fd, name, sizeof name - 1, 0, NULL, NULL);
        if (n <= 0)
            continue;
        name[n] = '\0';
        struct item *item = table_get(&names, name);
        if (item)
            item->hits++;
        if (names.count > 10000)
            table_drop_below(&names, 2);
    }
    table_drop_below(&names, (unsigned)-1);
    return 0;
}
