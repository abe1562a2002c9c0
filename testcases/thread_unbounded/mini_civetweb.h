/* What these testcases need of CivetWeb. */
#ifndef TESTCASE_MINI_CIVETWEB_H
#define TESTCASE_MINI_CIVETWEB_H

struct mg_context;
struct mg_connection;
struct mg_callbacks {
    int (*begin_request)(struct mg_connection *connection);
    void (*end_request)(const struct mg_connection *connection, int status);
    void (*exit_context)(const struct mg_context *context);
};
struct mg_context *mg_start(const struct mg_callbacks *callbacks, void *data, const char **options);
void mg_stop(struct mg_context *context);
void mg_set_request_handler(struct mg_context *context, const char *uri,
                            int (*handler)(struct mg_connection *connection, void *data),
                            void *data);

#endif
