/* What is the same for all sockets. */
#include <netinet/in.h>

int net_open(const struct sockaddr_in *to);
int net_prepare(int fd);
