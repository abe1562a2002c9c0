/* Who closes the session does not give back the credentials that it was given. */
#include <stddef.h>

typedef struct gnutls_session_int *gnutls_session_t;
typedef struct gnutls_certificate_credentials_st *gnutls_certificate_credentials_t;

extern int gnutls_init(gnutls_session_t *session, unsigned flags);
extern void gnutls_deinit(gnutls_session_t session);
extern int gnutls_handshake(gnutls_session_t session);
extern int gnutls_credentials_set(gnutls_session_t session, int type, void *cred);
extern int gnutls_certificate_allocate_credentials(gnutls_certificate_credentials_t *res);
extern void gnutls_certificate_free_credentials(gnutls_certificate_credentials_t sc);

enum { CERTIFICATE = 1 };

gnutls_session_t open_bad(void)
{
    gnutls_certificate_credentials_t credentials;
    gnutls_session_t session = NULL;

    if (gnutls_certificate_allocate_credentials(&credentials) != 0) // EXPECT: client-leaked
        return NULL;
    if (gnutls_init(&session, 0) < 0)
        goto fail;
    if (gnutls_credentials_set(session, CERTIFICATE, credentials) < 0)
        goto fail;
    return session;

fail:
    gnutls_certificate_free_credentials(credentials);
    if (session != NULL)
        gnutls_deinit(session);
    return NULL;
}

int shake_hands(gnutls_session_t session)
{
    return gnutls_handshake(session);
}

void close_bad(gnutls_session_t session)
{
    gnutls_deinit(session);
}
