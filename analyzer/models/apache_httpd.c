/* Apache HTTP Server, seen from a module of its own.
 *
 * States    the headers of httpd 2.4 (http_config.h, http_request.h, http_protocol.h,
 *           http_connection.h, util_filter.h).
 * Control   A module registers hooks: those of a request run per request, those of a connection per
 *           connection, those of the server's start once. It does so in register_hooks, a field of the
 *           module's object.
 * Silent    Optional functions and providers: somebody of whom nothing is known calls them. */
#include <stranded/primitives.h>

struct module_struct {
    void *create_dir_config;
    void *merge_dir_config;
    void *create_server_config;
    void *merge_server_config;
    void *register_hooks;
};

static __attribute__((__unused__)) void module(struct module_struct *self)
{
    model_calls_once(*(void **)self, 0);
}

void ap_hook_handler(void *function, const char *const *before, const char *const *after, int order)
{
    model_on_request(function, 0);
}

void ap_hook_quick_handler(void *function, const char *const *before, const char *const *after,
                           int order)
{
    model_on_request(function, 0);
}

void ap_hook_create_request(void *function, const char *const *before, const char *const *after,
                            int order)
{
    model_on_request(function, 0);
}

void ap_hook_post_read_request(void *function, const char *const *before, const char *const *after,
                               int order)
{
    model_on_request(function, 0);
}

void ap_hook_translate_name(void *function, const char *const *before, const char *const *after,
                            int order)
{
    model_on_request(function, 0);
}

void ap_hook_map_to_storage(void *function, const char *const *before, const char *const *after,
                            int order)
{
    model_on_request(function, 0);
}

void ap_hook_check_user_id(void *function, const char *const *before, const char *const *after,
                           int order)
{
    model_on_request(function, 0);
}

void ap_hook_fixups(void *function, const char *const *before, const char *const *after, int order)
{
    model_on_request(function, 0);
}

void ap_hook_type_checker(void *function, const char *const *before, const char *const *after,
                          int order)
{
    model_on_request(function, 0);
}

void ap_hook_access_checker(void *function, const char *const *before, const char *const *after,
                            int order)
{
    model_on_request(function, 0);
}

void ap_hook_access_checker_ex(void *function, const char *const *before, const char *const *after,
                               int order)
{
    model_on_request(function, 0);
}

void ap_hook_auth_checker(void *function, const char *const *before, const char *const *after,
                          int order)
{
    model_on_request(function, 0);
}

void ap_hook_log_transaction(void *function, const char *const *before, const char *const *after,
                             int order)
{
    model_on_request(function, 0);
}

void ap_hook_header_parser(void *function, const char *const *before, const char *const *after,
                           int order)
{
    model_on_request(function, 0);
}

void ap_hook_insert_filter(void *function, const char *const *before, const char *const *after,
                           int order)
{
    model_on_request(function, 0);
}

void ap_hook_insert_error_filter(void *function, const char *const *before,
                                 const char *const *after, int order)
{
    model_on_request(function, 0);
}

void ap_hook_note_auth_failure(void *function, const char *const *before, const char *const *after,
                               int order)
{
    model_on_request(function, 0);
}

void ap_hook_force_authn(void *function, const char *const *before, const char *const *after,
                         int order)
{
    model_on_request(function, 0);
}

void ap_hook_check_access(void *function, const char *const *before, const char *const *after,
                          int order, int type)
{
    model_on_request(function, 0);
}

void ap_hook_check_access_ex(void *function, const char *const *before, const char *const *after,
                             int order, int type)
{
    model_on_request(function, 0);
}

void ap_hook_check_authn(void *function, const char *const *before, const char *const *after,
                         int order, int type)
{
    model_on_request(function, 0);
}

void ap_hook_check_authz(void *function, const char *const *before, const char *const *after,
                         int order, int type)
{
    model_on_request(function, 0);
}

void ap_hook_pre_connection(void *function, const char *const *before, const char *const *after,
                            int order)
{
    model_on_connection(function, 0);
}

void ap_hook_process_connection(void *function, const char *const *before, const char *const *after,
                                int order)
{
    model_on_connection(function, 0);
}

void ap_hook_create_connection(void *function, const char *const *before, const char *const *after,
                               int order)
{
    model_on_connection(function, 0);
}

void ap_hook_pre_close_connection(void *function, const char *const *before,
                                  const char *const *after, int order)
{
    model_on_connection(function, 0);
}

void ap_hook_pre_config(void *function, const char *const *before, const char *const *after,
                        int order)
{
    model_calls_once(function, 0);
}

void ap_hook_check_config(void *function, const char *const *before, const char *const *after,
                          int order)
{
    model_calls_once(function, 0);
}

void ap_hook_post_config(void *function, const char *const *before, const char *const *after,
                         int order)
{
    model_calls_once(function, 0);
}

void ap_hook_open_logs(void *function, const char *const *before, const char *const *after,
                       int order)
{
    model_calls_once(function, 0);
}

void ap_hook_child_init(void *function, const char *const *before, const char *const *after,
                        int order)
{
    model_calls_once(function, 0);
}

void ap_hook_test_config(void *function, const char *const *before, const char *const *after,
                         int order)
{
    model_calls_once(function, 0);
}

void ap_hook_optional_fn_retrieve(void *function, const char *const *before,
                                  const char *const *after, int order)
{
    model_calls_once(function, 0);
}

void ap_hook_monitor(void *function, const char *const *before, const char *const *after, int order)
{
    model_on_timer(function, 0);
}

void *ap_register_output_filter(const char *name, void *function, void *init, int type)
{
    model_on_request(function, 0);
    if (init)
        model_on_request(init, 0);
    return (void *)model_any();
}

void *ap_register_input_filter(const char *name, void *function, void *init, int type)
{
    model_on_request(function, 0);
    if (init)
        model_on_request(init, 0);
    return (void *)model_any();
}
