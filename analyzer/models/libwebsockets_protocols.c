/* libwebsockets: the callbacks of protocols.
 *
 * States    lws-protocols-plugins.h and lws-write.h of libwebsockets 4.1.
 * Control   The one function of a protocol is called for all that happens to its connections; so is
 *           whatever stands in an array of protocols. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

struct lws_protocols {
    void *callback;
};

static __attribute__((__unused__)) void protocol(struct lws_protocols *self)
{
    model_on_event(self->callback, 0);
}

int lws_write(void *connection, unsigned char *data, size_t size, int protocol)
{
    return (int)model_any();
}

int lws_callback_on_writable(void *connection)
{
    return (int)model_any();
}

int lws_callback_http_dummy(void *connection, int reason, void *user, void *data, size_t size)
{
    return (int)model_any();
}
