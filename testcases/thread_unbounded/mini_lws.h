/* What these testcases need of libwebsockets. */
#ifndef TESTCASE_MINI_LWS_H
#define TESTCASE_MINI_LWS_H

#include <stddef.h>

struct lws;
struct lws_context;
struct lws_protocols {
    const char *name;
    int (*callback)(struct lws *connection, int reason, void *user, void *data, size_t size);
    size_t per_session_data_size;
};
struct lws_context_creation_info {
    int port;
    const struct lws_protocols *protocols;
};
struct lws_context *lws_create_context(const struct lws_context_creation_info *info);
int lws_service(struct lws_context *context, int timeout_ms);
int lws_callback_on_writable(struct lws *connection);

#endif
