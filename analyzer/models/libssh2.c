/* libssh2: sessions.
 *
 * States    the manual pages of libssh2 1.10.
 * Clients   A session. Channels, listeners and SFTP sessions are the session's own; its socket is not.
 * Waiting   What sends and waits for the answer, as long as the session blocks and has no time-out.
 * Failures  There is no memory. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- sessions ---- */

void *libssh2_session_init_ex(void *my_alloc, void *my_free, void *my_realloc, void *abstract)
{
    if (model_fails())
        return 0;
    return model_client(MODEL_CONNECTION);
}

int libssh2_session_free(void *session)
{
    model_client_end(session);
    return (int)model_any();
}

void libssh2_session_set_timeout(void *session, long timeout)
{
    model_client_bounds(session);
}

void libssh2_session_set_blocking(void *session, int blocking)
{
    model_client_bounds(session);
}

/* ---- what waits for the other side ---- */

int libssh2_session_handshake(void *session, int sock)
{
    model_client_shares(session, (const void *)(long)sock);
    model_client_blocks(session);
    return (int)model_any();
}

int libssh2_session_startup(void *session, int sock)
{
    model_client_shares(session, (const void *)(long)sock);
    model_client_blocks(session);
    return (int)model_any();
}

int libssh2_session_disconnect_ex(void *session, int reason, const char *description,
                                  const char *lang)
{
    return (int)model_any();
}

char *libssh2_userauth_list(void *session, const char *username, unsigned username_len)
{
    model_client_blocks(session);
    return (char *)model_any();
}

int libssh2_userauth_password_ex(void *session, const char *username, unsigned username_len,
                                 const char *password, unsigned password_len,
                                 void *passwd_change_cb)
{
    model_client_blocks(session);
    return (int)model_any();
}

int libssh2_userauth_publickey_fromfile_ex(void *session, const char *username,
                                           unsigned username_len, const char *publickey,
                                           const char *privatekey, const char *passphrase)
{
    model_client_blocks(session);
    return (int)model_any();
}

int libssh2_userauth_publickey_frommemory(void *session, const char *username, size_t username_len,
                                          const char *publickeyfiledata,
                                          size_t publickeyfiledata_len,
                                          const char *privatekeyfiledata,
                                          size_t privatekeyfiledata_len, const char *passphrase)
{
    model_client_blocks(session);
    return (int)model_any();
}

int libssh2_userauth_publickey(void *session, const char *username, const void *pubkeydata,
                               size_t pubkeydata_len, void *sign_callback, void **abstract)
{
    model_client_blocks(session);
    if (sign_callback)
        model_calls(sign_callback, 0);
    return (int)model_any();
}

int libssh2_userauth_keyboard_interactive_ex(void *session, const char *username,
                                             unsigned username_len, void *response_callback)
{
    model_client_blocks(session);
    if (response_callback)
        model_calls(response_callback, 0);
    return (int)model_any();
}

void *libssh2_channel_open_ex(void *session, const char *channel_type, unsigned channel_type_len,
                              unsigned window_size, unsigned packet_size, const char *message,
                              unsigned message_len)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_channel_direct_tcpip_ex(void *session, const char *host, int port, const char *shost,
                                      int sport)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_channel_forward_listen_ex(void *session, const char *host, int port, void *bound_port,
                                        int queue_maxsize)
{
    model_client_blocks(session);
    fill(bound_port);
    return (void *)model_any();
}

void *libssh2_scp_recv(void *session, const char *path, void *sb)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_scp_recv2(void *session, const char *path, void *sb)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_scp_send_ex(void *session, const char *path, int mode, size_t size, long mtime,
                          long atime)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_scp_send64(void *session, const char *path, int mode, long long size, long mtime,
                         long atime)
{
    model_client_blocks(session);
    return (void *)model_any();
}

void *libssh2_sftp_init(void *session)
{
    model_client_blocks(session);
    return (void *)model_any();
}

/* ---- what leaves a session alone ---- */

void *libssh2_session_callback_set(void *session, int cbtype, void *callback)
{
    if (callback)
        model_on_event(callback, 0);
    return (void *)model_any();
}

void *libssh2_agent_init(void *session)
{
    return (void *)model_any();
}

int libssh2_banner_set(void *session, const char *banner)
{
    return (int)model_any();
}

int libssh2_base64_decode(void *session, void **dest, void *dest_len, const char *src,
                          unsigned src_len)
{
    if (dest)
        *dest = (void *)model_any();
    fill(dest_len);
    return (int)model_any();
}

void libssh2_free(void *session, void *ptr)
{
}

const char *libssh2_hostkey_hash(void *session, int hash_type)
{
    return (const char *)model_any();
}

void libssh2_keepalive_config(void *session, int want_reply, unsigned interval)
{
}

int libssh2_keepalive_send(void *session, void *seconds_to_next)
{
    fill(seconds_to_next);
    return (int)model_any();
}

void *libssh2_knownhost_init(void *session)
{
    return (void *)model_any();
}

void *libssh2_publickey_init(void *session)
{
    return (void *)model_any();
}

void **libssh2_session_abstract(void *session)
{
    return (void **)model_any();
}

const char *libssh2_session_banner_get(void *session)
{
    return (const char *)model_any();
}

int libssh2_session_banner_set(void *session, const char *banner)
{
    return (int)model_any();
}

int libssh2_session_block_directions(void *session)
{
    return (int)model_any();
}

int libssh2_session_flag(void *session, int flag, int value)
{
    return (int)model_any();
}

int libssh2_session_get_blocking(void *session)
{
    return (int)model_any();
}

long libssh2_session_get_timeout(void *session)
{
    return model_any();
}

const char *libssh2_session_hostkey(void *session, void *len, void *type)
{
    fill(len);
    fill(type);
    return (const char *)model_any();
}

int libssh2_session_last_errno(void *session)
{
    return (int)model_any();
}

int libssh2_session_last_error(void *session, void **errmsg, void *errmsg_len, int want_buf)
{
    if (errmsg)
        *errmsg = (void *)model_any();
    fill(errmsg_len);
    return (int)model_any();
}

int libssh2_session_method_pref(void *session, int method_type, const char *prefs)
{
    return (int)model_any();
}

const char *libssh2_session_methods(void *session, int method_type)
{
    return (const char *)model_any();
}

int libssh2_session_set_last_error(void *session, int errcode, const char *errmsg)
{
    return (int)model_any();
}

int libssh2_session_supported_algs(void *session, int method_type, void **algs)
{
    return (int)model_any();
}

int libssh2_userauth_authenticated(void *session)
{
    return (int)model_any();
}
