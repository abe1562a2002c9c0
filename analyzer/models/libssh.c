/* libssh: sessions. What listens for them is in libssh_server.c.
 *
 * States    the API of libssh 0.10 (libssh/libssh.h, libssh/sftp.h).
 * Clients   A session. Channels, keys and SFTP sessions are the session's own.
 * Waiting   Connecting is bounded by default.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- sessions ---- */

void *ssh_new(void)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

void ssh_free(void *session)
{
    model_client_end(session);
}

/* ---- what leaves a session alone ---- */

void *channel_forward_accept(void *session, int timeout_ms)
{
    return (void *)model_any();
}

int channel_forward_cancel(void *session, const char *address, int port)
{
    return (int)model_any();
}

int channel_forward_listen(void *session, const char *address, int port, void *bound_port)
{
    fill(bound_port);
    return (int)model_any();
}

void *channel_new(void *session)
{
    return (void *)model_any();
}

void *privatekey_from_file(void *session, const char *filename, int type, const char *passphrase)
{
    return (void *)model_any();
}

void *publickey_from_file(void *session, const char *filename, void *type)
{
    fill(type);
    return (void *)model_any();
}

void *sftp_new(void *session)
{
    return (void *)model_any();
}

void *sftp_new_channel(void *session, void *channel)
{
    return (void *)model_any();
}

int ssh_blocking_flush(void *session, int timeout)
{
    return (int)model_any();
}

void *ssh_channel_accept_forward(void *session, int timeout_ms, void *destination_port)
{
    fill(destination_port);
    return (void *)model_any();
}

int ssh_channel_listen_forward(void *session, const char *address, int port, void *bound_port)
{
    fill(bound_port);
    return (int)model_any();
}

void *ssh_channel_new(void *session)
{
    return (void *)model_any();
}

void *ssh_channel_open_forward_port(void *session, int timeout_ms, void *destination_port,
                                    void **originator, void *originator_port)
{
    fill(destination_port);
    if (originator)
        *originator = (void *)model_any();
    fill(originator_port);
    return (void *)model_any();
}

int ssh_connect(void *session)
{
    return (int)model_any();
}

void *ssh_connector_new(void *session)
{
    return (void *)model_any();
}

void ssh_disconnect(void *session)
{
}

int ssh_event_add_session(void *event, void *session)
{
    return (int)model_any();
}

int ssh_event_remove_session(void *event, void *session)
{
    return (int)model_any();
}

const char *ssh_get_disconnect_message(void *session)
{
    return (const char *)model_any();
}

int ssh_get_fd(void *session)
{
    return (int)model_any();
}

int ssh_get_publickey(void *session, void **key)
{
    if (key)
        *key = (void *)model_any();
    return (int)model_any();
}

int ssh_get_status(void *session)
{
    return (int)model_any();
}

int ssh_is_blocking(void *session)
{
    return (int)model_any();
}

int ssh_is_connected(void *session)
{
    return (int)model_any();
}

int ssh_is_server_known(void *session)
{
    return (int)model_any();
}

void ssh_log(void *session, int prioriry, const char *format, ...)
{
}

int ssh_options_copy(void *src, void **dest)
{
    if (dest)
        *dest = (void *)model_any();
    return (int)model_any();
}

int ssh_options_get(void *session, int type, void **value)
{
    if (value)
        *value = (void *)model_any();
    return (int)model_any();
}

int ssh_options_get_port(void *session, void *port_target)
{
    fill(port_target);
    return (int)model_any();
}

int ssh_options_getopt(void *session, void *argcptr, void **argv)
{
    fill(argcptr);
    if (argv)
        *argv = (void *)model_any();
    return (int)model_any();
}

int ssh_options_parse_config(void *session, const char *filename)
{
    return (int)model_any();
}

int ssh_options_set(void *session, int type, const void *value)
{
    return (int)model_any();
}

int ssh_publickey_to_file(void *session, const char *file, void *pubkey, int type)
{
    return (int)model_any();
}

int ssh_send_debug(void *session, const char *message, int always_display)
{
    return (int)model_any();
}

int ssh_send_ignore(void *session, const char *data)
{
    return (int)model_any();
}

int ssh_service_request(void *session, const char *service)
{
    return (int)model_any();
}

int ssh_session_export_known_hosts_entry(void *session, void **pentry_string)
{
    if (pentry_string)
        *pentry_string = (void *)model_any();
    return (int)model_any();
}

int ssh_session_get_known_hosts_entry(void *session, void **pentry)
{
    if (pentry)
        *pentry = (void *)model_any();
    return (int)model_any();
}

int ssh_session_has_known_hosts_entry(void *session)
{
    return (int)model_any();
}

int ssh_session_is_known_server(void *session)
{
    return (int)model_any();
}

int ssh_session_set_disconnect_message(void *session, const char *message)
{
    return (int)model_any();
}

int ssh_session_update_known_hosts(void *session)
{
    return (int)model_any();
}

int ssh_set_agent_channel(void *session, void *channel)
{
    return (int)model_any();
}

int ssh_set_agent_socket(void *session, int fd)
{
    return (int)model_any();
}

void ssh_set_blocking(void *session, int blocking)
{
}

void ssh_set_fd_except(void *session)
{
}

void ssh_set_fd_toread(void *session)
{
}

void ssh_set_fd_towrite(void *session)
{
}

int ssh_set_pcap_file(void *session, void *pcapfile)
{
    return (int)model_any();
}

void ssh_silent_disconnect(void *session)
{
}

int ssh_try_publickey_from_file(void *session, const char *keyfile, void **publickey, void *type)
{
    if (publickey)
        *publickey = (void *)model_any();
    fill(type);
    return (int)model_any();
}

int ssh_userauth_agent(void *session, const char *username)
{
    return (int)model_any();
}

int ssh_userauth_agent_pubkey(void *session, const char *username, void *publickey)
{
    return (int)model_any();
}

int ssh_userauth_autopubkey(void *session, const char *passphrase)
{
    return (int)model_any();
}

int ssh_userauth_kbdint(void *session, const char *user, const char *submethods)
{
    return (int)model_any();
}

const char *ssh_userauth_kbdint_getanswer(void *session, unsigned i)
{
    return (const char *)model_any();
}

const char *ssh_userauth_kbdint_getinstruction(void *session)
{
    return (const char *)model_any();
}

const char *ssh_userauth_kbdint_getname(void *session)
{
    return (const char *)model_any();
}

int ssh_userauth_kbdint_getnanswers(void *session)
{
    return (int)model_any();
}

int ssh_userauth_kbdint_getnprompts(void *session)
{
    return (int)model_any();
}

const char *ssh_userauth_kbdint_getprompt(void *session, unsigned i, char *echo)
{
    return (const char *)model_any();
}

int ssh_userauth_kbdint_setanswer(void *session, unsigned i, const char *answer)
{
    return (int)model_any();
}

int ssh_userauth_list(void *session, const char *username)
{
    return (int)model_any();
}

int ssh_userauth_none(void *session, const char *username)
{
    return (int)model_any();
}

int ssh_userauth_password(void *session, const char *username, const char *password)
{
    return (int)model_any();
}

int ssh_userauth_pubkey(void *session, const char *username, void *publickey, void *privatekey)
{
    return (int)model_any();
}

int ssh_userauth_publickey(void *session, const char *username, void *privkey)
{
    return (int)model_any();
}

int ssh_userauth_publickey_auto(void *session, const char *username, const char *passphrase)
{
    return (int)model_any();
}

int ssh_userauth_publickey_auto_get_current_identity(void *session, void **value)
{
    if (value)
        *value = (void *)model_any();
    return (int)model_any();
}

int ssh_write_knownhost(void *session)
{
    return (int)model_any();
}

int ssh_get_server_publickey(void *session, void **key)
{
    if (key)
        *key = (void *)model_any();
    return (int)model_any();
}

int ssh_get_pubkey_hash(void *session, void **hash)
{
    if (hash)
        *hash = (void *)model_any();
    return (int)model_any();
}

const char *ssh_get_serverbanner(void *session)
{
    return (const char *)model_any();
}

char *ssh_get_issue_banner(void *session)
{
    return (char *)model_any();
}

int ssh_get_version(void *session)
{
    return (int)model_any();
}

int ssh_get_openssh_version(void *session)
{
    return (int)model_any();
}

const char *ssh_get_cipher_in(void *session)
{
    return (const char *)model_any();
}

const char *ssh_get_cipher_out(void *session)
{
    return (const char *)model_any();
}

int ssh_userauth_try_publickey(void *session, const char *username, void *pubkey)
{
    return (int)model_any();
}

int ssh_userauth_privatekey_file(void *session, const char *username, const char *filename,
                                 const char *passphrase)
{
    return (int)model_any();
}

int ssh_userauth_offer_pubkey(void *session, const char *username, int type, void *publickey)
{
    return (int)model_any();
}

int ssh_userauth_gssapi(void *session)
{
    return (int)model_any();
}

void *ssh_scp_new(void *session, int mode, const char *location)
{
    return (void *)model_any();
}

int ssh_channel_cancel_forward(void *session, const char *address, int port)
{
    return (int)model_any();
}

void ssh_set_counters(void *session, void *scounter, void *rcounter)
{
}
