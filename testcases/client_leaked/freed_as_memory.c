/* A handle to a directory is given to what frees the library's memory, and what it holds stays open. */
#include <stddef.h>

typedef struct ldap LDAP;
int ldap_initialize(LDAP **ret_handle, const char *uri);
int ldap_set_option(LDAP *handle, int option, const void *value);
int ldap_destroy(LDAP *handle);
void ldap_memfree(void *memory);

enum { PROTOCOL_VERSION = 0x11 };

LDAP *directory_open_bad(const char *uri)
{
    LDAP *handle;
    int version = 3;

    if (ldap_initialize(&handle, uri) != 0) // EXPECT: client-leaked
        return NULL;
    if (ldap_set_option(handle, PROTOCOL_VERSION, &version) != 0) {
        ldap_memfree(handle);
        return NULL;
    }
    return handle;
}

LDAP *directory_open_ok(const char *uri)
{
    LDAP *handle;
    int version = 3;

    if (ldap_initialize(&handle, uri) != 0)
        return NULL;
    if (ldap_set_option(handle, PROTOCOL_VERSION, &version) != 0) {
        ldap_destroy(handle);
        return NULL;
    }
    return handle;
}
