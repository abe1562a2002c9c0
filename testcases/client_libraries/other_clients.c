/* Directories, caches, HTTP sessions, captures. */
#include "libraries.h"

int ldap_bad(const char *url, int version)
{
    LDAP *directory;
    if (ldap_initialize(&directory, url) != 0) // EXPECT: client-leaked
        return -1;
    if (ldap_set_option(directory, 0x11, &version) != 0)
        return -1;
    return ldap_unbind_ext_s(directory, NULL, NULL);
}

int ldap_ok(const char *url, int version)
{
    LDAP *directory;
    if (ldap_initialize(&directory, url) != 0)
        return -1;
    int status = ldap_set_option(directory, 0x11, &version);
    ldap_unbind_ext_s(directory, NULL, NULL);
    return status;
}

int memcached_bad(const char *key)
{
    memcached_st *cache = memcached("--SERVER=cache", 14); // EXPECT: client-leaked
    if (!cache)
        return -1;
    return memcached_set(cache, key, 4, "1", 1, 0, 0);
}

int memcached_ok(const char *key)
{
    memcached_st *cache = memcached("--SERVER=cache", 14);
    if (!cache)
        return -1;
    int status = memcached_set(cache, key, 4, "1", 1, 0, 0);
    memcached_free(cache);
    return status;
}

/* What a pool lends is its own. */
int lent_ok(memcached_pool_st *pool, const char *key)
{
    memcached_st *cache = memcached_pool_pop(pool, 1, NULL);
    if (!cache)
        return -1;
    int status = memcached_set(cache, key, 4, "1", 1, 0, 0);
    memcached_pool_push(pool, cache);
    return status;
}

int soup_bad(void *message)
{
    SoupSession *session = soup_session_new(); // EXPECT: client-leaked
    soup_session_set_timeout(session, 5);
    void *answer = soup_session_send(session, message, NULL, NULL);
    if (!answer)
        return -1;
    g_object_unref(answer);
    g_object_unref(session);
    return 0;
}

int soup_ok(void *message)
{
    SoupSession *session = soup_session_new();
    soup_session_set_timeout(session, 5);
    void *answer = soup_session_send(session, message, NULL, NULL);
    if (answer)
        g_object_unref(answer);
    g_object_unref(session);
    return answer ? 0 : -1;
}

pcap_t *capture_bad(const char *device, char *error)
{
    pcap_t *capture = pcap_open_live(device, 65535, 1, 100, error); // EXPECT: client-leaked
    if (capture && pcap_setnonblock(capture, 1, error) != 0)
        return NULL;
    return capture;
}

pcap_t *capture_ok(const char *device, char *error)
{
    pcap_t *capture = pcap_open_live(device, 65535, 1, 100, error);
    if (capture && pcap_setnonblock(capture, 1, error) != 0) {
        pcap_close(capture);
        return NULL;
    }
    return capture;
}
