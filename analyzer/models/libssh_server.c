/* libssh: what listens for sessions, and what a server does with one.
 *
 * States    the API of libssh 0.10 (libssh/server.h).
 * Clients   What listens (ssh_bind). The session that it accepts into is the program's own (ssh_new()).
 * Handlers  Those of ssh_bind_set_callbacks() stand in a struct: not followed.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- listening ---- */

void *ssh_bind_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void ssh_bind_free(void *ssh_bind_o)
{
    model_client_end(ssh_bind_o);
}

int ssh_bind_accept(void *ssh_bind_o, void *session)
{
    model_waits_for_connection();
    return (int)model_any();
}

int ssh_bind_accept_fd(void *ssh_bind_o, void *session, int fd)
{
    model_waits_for_connection();
    model_escape((const void *)(long)fd);
    return (int)model_any();
}

int ssh_bind_options_set(void *sshbind, int type, const void *value)
{
    return (int)model_any();
}

int ssh_bind_options_parse_config(void *sshbind, const char *filename)
{
    return (int)model_any();
}

int ssh_bind_set_callbacks(void *sshbind, void *callbacks, void *userdata)
{
    keep(userdata);
    return (int)model_any();
}

int ssh_bind_listen(void *ssh_bind_o)
{
    return (int)model_any();
}

int ssh_bind_get_fd(void *ssh_bind_o)
{
    return (int)model_any();
}

void ssh_bind_set_blocking(void *ssh_bind_o, int blocking)
{
}

void ssh_bind_set_fd(void *ssh_bind_o, int fd)
{
}

void ssh_bind_fd_toaccept(void *ssh_bind_o)
{
}

/* ---- a session of a server ---- */

int ssh_handle_key_exchange(void *session)
{
    return (int)model_any();
}

int ssh_server_init_kex(void *session)
{
    return (int)model_any();
}

void ssh_set_auth_methods(void *session, int auth_methods)
{
}

int ssh_send_keepalive(void *session)
{
    return (int)model_any();
}

void *ssh_message_get(void *session)
{
    model_waits_for_event();
    return (void *)model_any();
}

void ssh_set_message_callback(void *session, void *ssh_bind_message_callback, void *data)
{
    if (ssh_bind_message_callback)
        model_on_event(ssh_bind_message_callback, data);
    keep(data);
}

int ssh_execute_message_callbacks(void *session)
{
    return (int)model_any();
}
