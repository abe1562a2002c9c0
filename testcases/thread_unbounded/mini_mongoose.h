/* What these testcases need of Mongoose 7. */
#ifndef TESTCASE_MINI_MONGOOSE_H
#define TESTCASE_MINI_MONGOOSE_H

#include <stdint.h>

struct mg_mgr {
    void *connections;
};
struct mg_connection;
typedef void (*mg_event_handler_t)(struct mg_connection *connection, int event, void *event_data,
                                   void *data);
struct mg_connection *mg_http_listen(struct mg_mgr *manager, const char *url,
                                     mg_event_handler_t handler, void *data);
struct mg_timer *mg_timer_add(struct mg_mgr *manager, uint64_t milliseconds, unsigned flags,
                              void (*handler)(void *data), void *data);
void mg_mgr_poll(struct mg_mgr *manager, int milliseconds);

#endif
