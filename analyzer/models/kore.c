/* Kore: pages, timers.
 *
 * States    the headers of Kore 4.2 <kore/kore.h>, <kore/http.h>, <kore/tasks.h>.
 * Control   A page is a function that gets a request: Kore finds it by the name that its configuration has, and calls it
 *           per request. Timers come again unless they are asked to come once.
 *           What is to be done before and after has names of its own.
 * Silent    Kore itself: it defines these functions. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* Data of what is called later, all in one table. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

struct http_request;

static __attribute__((__unused__)) void page(struct http_request *request)
{
    model_is_handed(request);
}

void http_response(struct http_request *request, int status, const void *data, size_t size)
{
}

void http_response_close(struct http_request *request, int status, const void *data, size_t size)
{
}

void http_response_json(struct http_request *request, int status, void *item)
{
}

void http_response_fileref(struct http_request *request, int status, void *file)
{
}

void http_response_stream(struct http_request *request, int status, void *data, size_t size,
                          void *done, void *argument)
{
    model_on_event(done, argument);
    keep(argument);
}

void http_response_header(struct http_request *request, const char *name, const char *value)
{
}

void http_response_cookie(struct http_request *request, const char *name, const char *value,
                          const char *path, long expires, unsigned age, void *ret_cookie)
{
}

void http_populate_qs(struct http_request *request)
{
}

void http_populate_post(struct http_request *request)
{
}

void http_populate_cookies(struct http_request *request)
{
}

void http_populate_multipart_form(struct http_request *request)
{
}

int http_request_header(struct http_request *request, const char *name, const char **ret_value)
{
    *ret_value = (const char *)model_any();
    return (int)model_any();
}

void *kore_timer_add(void *handler, unsigned long milliseconds, void *data, int flags)
{
    model_on_timer(handler, data);
    keep(data);
    return (void *)model_any();
}

void kore_task_create(void *task, void *entry)
{
    model_on_event(entry, task);
}

void kore_task_bind_callback(void *task, void *handler)
{
    model_on_event(handler, task);
}

int kore_msg_register(unsigned char id, void *handler)
{
    model_on_message(handler, 0);
    return (int)model_any();
}

void kore_worker_configure(void)
{
    model_is_called_once();
}

void kore_worker_teardown(void)
{
    model_is_called_once();
}

void kore_parent_configure(int argc, char **argv)
{
    model_is_called_once();
}

void kore_parent_daemonized(void)
{
    model_is_called_once();
}

void kore_parent_teardown(void)
{
    model_is_called_once();
}
