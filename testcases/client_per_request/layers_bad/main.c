#include "billing.h"

#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    const struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(9000)};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    long amount = 0;
    if (fd < 0 || bind(fd, (const struct sockaddr *)&at, sizeof at) != 0 || billing_start() != 0)
        return 1;
    while (recv(fd, &amount, sizeof amount, 0) == (ssize_t)sizeof amount)
        billing_add(amount);
    billing_stop();
    close(fd);
    return 0;
}
