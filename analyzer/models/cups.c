/* CUPS: connections of HTTP.
 *
 * States    the API of CUPS 2.4 (cups/cups.h, cups/http.h).
 * Clients   A connection. CUPS_HTTP_DEFAULT, 0, is the library's own.
 * Waiting   Bounded by default.
 * Failures  There is no server. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- connections ---- */

void *httpConnect(const char *host, int port)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpConnect2(const char *host, int port, void *addrlist, int family, int encryption,
                   int blocking, int msec, void *cancel)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpConnectEncrypt(const char *host, int port, int encryption)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void *httpAcceptConnection(int fd, int blocking)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void httpClose(void *http)
{
    model_client_end(http);
}

void *cupsConnectDest(void *dest, unsigned flags, int msec, void *cancel, char *resource,
                      size_t resourcesize, void *cb, void *user_data)
{
    fill(cancel);
    if (cb)
        model_calls(cb, user_data);
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void httpSetTimeout(void *http, double timeout, void *cb, void *user_data)
{
    model_client_bounds(http);
    if (cb)
        model_on_event(cb, user_data);
    keep(user_data);
}

int httpReconnect2(void *http, int msec, void *cancel)
{
    fill(cancel);
    return (int)model_any();
}

/* ---- what leaves a connection alone ---- */

int cupsCopyDest(void *dest, int num_dests, void **dests)
{
    if (dests)
        *dests = (void *)model_any();
    return (int)model_any();
}

int ippRead(void *http, void *ipp)
{
    return (int)model_any();
}

int ippWrite(void *http, void *ipp)
{
    return (int)model_any();
}

int httpHead(void *http, const char *uri)
{
    return (int)model_any();
}

int httpDelete(void *http, const char *uri)
{
    return (int)model_any();
}
