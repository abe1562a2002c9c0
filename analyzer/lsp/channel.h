/* JSON-RPC over two descriptors, framed as LSP's base protocol has it (Content-Length).
 *
 * Whatever comes in, the channel stays usable: a body that is no JSON is answered with an error and left,
 * one that is too large is skipped, and junk between messages is read over. */
#ifndef STRANDED_LSP_CHANNEL_H
#define STRANDED_LSP_CHANNEL_H

#include <jansson.h>

#include <stddef.h>

struct channel;

/* Bounds. A message over the first is skipped and answered; over the second, header lines are junk; a client
 * that reads nothing while the third piles up is taken for dead. */
#define CHANNEL_MAX_MESSAGE_BYTES ((size_t)64 << 20)
#define CHANNEL_MAX_HEADER_BYTES  ((size_t)4096)
#define CHANNEL_MAX_UNSENT_BYTES  ((size_t)256 << 20)

struct channel_face {
    void *data;
    void (*take)(void *data, json_t *message); /* an object; borrowed */
    void (*left)(void *data);                  /* the client is gone: nothing will come any more */
};

/* The codes of JSON-RPC and LSP that are used. */
enum rpc_error {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL_ERROR = -32603,
    RPC_NOT_INITIALIZED = -32002,
    RPC_CANCELLED = -32800,
    RPC_CONTENT_MODIFIED = -32801,
};

/* Begins to listen in the default main context. */
struct channel *channel_new(int in, int out, const struct channel_face *face);
void channel_free(struct channel *channel); /* accepts NULL */

/* Each takes over `params` or `result`, which may be NULL (null). `id` is borrowed. */
void channel_notify(struct channel *channel, const char *method, json_t *params);
void channel_reply(struct channel *channel, const json_t *id, json_t *result);
void channel_reply_error(struct channel *channel, const json_t *id, enum rpc_error code,
                         const char *message);
/* Asks the client; its answer is not waited for. */
void channel_request(struct channel *channel, const char *method, json_t *params);

/* Waits until all is written, or for a second. */
void channel_flush(struct channel *channel);

#endif
