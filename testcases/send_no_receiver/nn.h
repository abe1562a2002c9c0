/* What the testcases here use of nanomsg, declared after its manual pages. */
#ifndef NN_H
#define NN_H

#include <stddef.h>

#define AF_SP   1
#define NN_PUB  32
#define NN_PUSH 80
#define NN_PULL 81

int nn_socket(int domain, int protocol);
int nn_close(int socket);
int nn_bind(int socket, const char *address);
int nn_connect(int socket, const char *address);
int nn_send(int socket, const void *data, size_t size, int flags);
int nn_recv(int socket, void *data, size_t size, int flags);

#endif
