#include "session.h"
#include <stdio.h>
#include <sys/socket.h>

int main(void)
{
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        unsigned id;
        if (sscanf(line, "open %u", &id) == 1)
            session_open(id, socket(AF_INET, SOCK_STREAM, 0));
        else if (sscanf(line, "close %u", &id) == 1)
            session_close(id);
    }
    sessions_shutdown();
    return 0;
}
