#include "harbour.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

int harbour_open(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (const struct sockaddr *)&address, sizeof address) != 0)
        return -1;
    return listen(listener, 8) == 0 ? listener : -1;
}

void harbour_welcome(int listener, struct crew *crew)
{
    int fd = accept(listener, NULL, NULL);
    if (fd >= 0 && crew_add(crew, fd) != 0)
        close(fd);
}
