/* collectd, seen from a plugin of its own.
 *
 * States    plugin.h of collectd 5.12.
 * Control   The daemon calls read callbacks at each interval and write callbacks for each value, in its
 *           threads; init and shutdown once.
 * Silent    The daemon itself: it defines these functions. */
#include <stranded/primitives.h>

/* As plugin.h declares it. */
struct user_data_s {
    void *data;
    void *free_func;
};

int plugin_register_config(const char *name, void *function, const char **keys, int count)
{
    model_calls(function, 0);
    return (int)model_any();
}

int plugin_register_complex_config(const char *type, void *function)
{
    model_calls(function, 0);
    return (int)model_any();
}

int plugin_register_init(const char *name, void *function)
{
    model_calls_once(function, 0);
    return (int)model_any();
}

int plugin_register_shutdown(const char *name, void *function)
{
    model_on_exit(function, 0);
    return (int)model_any();
}

int plugin_register_read(const char *name, void *function)
{
    model_on_timer(function, 0);
    return (int)model_any();
}

int plugin_register_complex_read(const char *group, const char *name, void *function,
                                 unsigned long long interval, struct user_data_s *data)
{
    model_on_timer(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}

int plugin_register_write(const char *name, void *function, struct user_data_s *data)
{
    model_on_message(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}

int plugin_register_flush(const char *name, void *function, struct user_data_s *data)
{
    model_on_event(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}

int plugin_register_missing(const char *name, void *function, struct user_data_s *data)
{
    model_on_event(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}

int plugin_register_log(const char *name, void *function, struct user_data_s *data)
{
    model_on_event(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}

int plugin_register_notification(const char *name, void *function, struct user_data_s *data)
{
    model_on_event(function, 0);
    if (data)
        model_escape(data->data);
    return (int)model_any();
}
