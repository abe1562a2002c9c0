/* nginx, seen from a module of its own.
 *
 * States    the development guide of nginx and its headers, 1.22.
 * Control   nginx calls what a module puts into the fields of its objects: the handler of a location and
 *           those of a request and of an event, per request or event; and what it puts into the arrays
 *           of the phases, which it stores behind the result of ngx_array_push(). What commands and the
 *           module's own functions do happens while nginx starts.
 * Silent    nginx itself: it defines these functions, and calls the fields in sight. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

struct ngx_http_core_loc_conf_s {
    void *handler;
};

struct ngx_http_request_s {
    void *content_handler;
    void *read_event_handler;
    void *write_event_handler;
};

struct ngx_event_s {
    void *handler;
};

struct ngx_http_upstream_s {
    void *create_request;
    void *reinit_request;
    void *process_header;
    void *abort_request;
    void *finalize_request;
    void *input_filter_init;
    void *input_filter;
};

struct ngx_command_s {
    void *set;
};

struct ngx_http_module_t {
    void *preconfiguration;
    void *postconfiguration;
    void *create_main_conf;
    void *init_main_conf;
    void *create_srv_conf;
    void *merge_srv_conf;
    void *create_loc_conf;
    void *merge_loc_conf;
};

struct ngx_module_s {
    void *init_master;
    void *init_module;
    void *init_process;
    void *init_thread;
    void *exit_thread;
    void *exit_process;
    void *exit_master;
};

static __attribute__((__unused__)) void location(struct ngx_http_core_loc_conf_s *self)
{
    model_on_request(self->handler, 0);
}

static __attribute__((__unused__)) void request(struct ngx_http_request_s *self)
{
    model_on_request(self->content_handler, self);
    model_on_request(self->read_event_handler, self);
    model_on_request(self->write_event_handler, self);
}

static __attribute__((__unused__)) void event(struct ngx_event_s *self)
{
    model_on_event(self->handler, self);
}

static __attribute__((__unused__)) void upstream(struct ngx_http_upstream_s *self)
{
    model_on_request(*(void **)self, 0);
}

static __attribute__((__unused__)) void command(struct ngx_command_s *self)
{
    model_calls_once(self->set, 0);
}

static __attribute__((__unused__)) void http_module(struct ngx_http_module_t *self)
{
    model_calls_once(*(void **)self, 0);
}

static __attribute__((__unused__)) void module(struct ngx_module_s *self)
{
    model_calls_once(*(void **)self, 0);
}

void *ngx_array_push(void *array)
{
    void **slot = model_new();
    model_on_request(*slot, 0);
    return slot;
}

void *ngx_palloc(void *pool, size_t size)
{
    return model_alloc();
}

void *ngx_pcalloc(void *pool, size_t size)
{
    return model_alloc();
}

long ngx_http_send_header(void *request)
{
    return model_any();
}

long ngx_http_output_filter(void *request, void *chain)
{
    return model_any();
}

long ngx_http_discard_request_body(void *request)
{
    return model_any();
}

long ngx_http_read_client_request_body(void *request, void *handler)
{
    model_on_request(handler, request);
    return model_any();
}

void ngx_http_finalize_request(void *request, long result)
{
}
