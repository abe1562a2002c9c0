/* Sockets that are connected by name. */
#include <stddef.h>

int dial(const char *host, const char *service);
int send_all(int fd, const char *data, size_t size);
