/* facil.io: its HTTP server, websockets, timers.
 *
 * States    fio.h and http.h of facil.io 0.7.
 * Control   What stands in the settings of http_listen() and of a websocket runs per request, message or connection;
 *           fio_run_every() as often as it is asked to, fio_defer() once each. fio_start() goes on until it is stopped.
 * Handles   User data is kept as long as that may be called. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

struct http_settings_s {
    void *on_request;
    void *on_upgrade;
    void *on_response;
};

struct websocket_settings_s {
    void *on_message;
    void *on_open;
    void *on_ready;
    void *on_close;
};

static __attribute__((__unused__)) void settings(struct http_settings_s *self)
{
    model_on_request(self->on_request, 0);
    model_on_request(self->on_upgrade, 0);
    model_on_request(self->on_response, 0);
}

static __attribute__((__unused__)) void websocket(struct websocket_settings_s *self)
{
    model_on_message(self->on_message, 0);
    model_on_connection(self->on_open, 0);
    model_on_connection(self->on_ready, 0);
    model_on_connection(self->on_close, 0);
}

long http_listen(const char *port, const char *binding, struct http_settings_s settings)
{
    model_on_request(settings.on_request, 0);
    model_on_request(settings.on_upgrade, 0);
    model_on_request(settings.on_response, 0);
    return model_any();
}

int fio_run_every(size_t milliseconds, size_t repetitions, void *task, void *data, void *finish)
{
    model_on_timer(task, data);
    if (finish)
        model_on_timer(finish, data);
    keep(data);
    return (int)model_any();
}

int fio_defer(void *task, void *data, void *more_data)
{
    model_on_event(task, data);
    keep(data);
    keep(more_data);
    return (int)model_any();
}

struct fio_start_args {
    int threads;
    int workers;
};

void fio_start(struct fio_start_args arguments)
{
    model_waits_for_event();
}
