/* What the testcases here use of nng, declared after its manual pages. */
#ifndef NNG_H
#define NNG_H

#include <stddef.h>
#include <stdint.h>

typedef struct nng_socket_s {
    uint32_t id;
} nng_socket;
typedef struct nng_listener_s nng_listener;
typedef struct nng_dialer_s nng_dialer;

int nng_push0_open(nng_socket *socket);
int nng_pull0_open(nng_socket *socket);
int nng_close(nng_socket socket);
int nng_listen(nng_socket socket, const char *address, nng_listener *listener, int flags);
int nng_dial(nng_socket socket, const char *address, nng_dialer *dialer, int flags);
int nng_send(nng_socket socket, void *data, size_t size, int flags);
int nng_recv(nng_socket socket, void *data, size_t *size, int flags);

#endif
