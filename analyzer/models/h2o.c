/* H2O: handlers of its server as a library.
 *
 * States    h2o.h of H2O 2.2 and its examples.
 * Control   A handler is an object of h2o_create_handler(), whose fields the program fills: on_req runs
 *           per request, on_context_init once for each thread of the server. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

struct st_h2o_handler_t {
    void *on_req;
};

struct st_h2o_filter_t {
    void *on_setup_ostream;
};

struct st_h2o_logger_t {
    void *log_access;
};

static __attribute__((__unused__)) void handler(struct st_h2o_handler_t *self)
{
    model_on_request(self->on_req, self);
}

static __attribute__((__unused__)) void filter(struct st_h2o_filter_t *self)
{
    model_on_request(self->on_setup_ostream, self);
}

static __attribute__((__unused__)) void logger(struct st_h2o_logger_t *self)
{
    model_on_request(self->log_access, self);
}

void *h2o_create_handler(void *path, size_t size)
{
    return model_new();
}

void *h2o_create_filter(void *path, size_t size)
{
    return model_new();
}

void *h2o_create_logger(void *path, size_t size)
{
    return model_new();
}

int h2o_evloop_run(void *loop, int milliseconds)
{
    model_waits_for_event();
    return (int)model_any();
}
