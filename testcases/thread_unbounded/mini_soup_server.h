/* What these testcases need of the server of libsoup 3. */
#ifndef TESTCASE_MINI_SOUP_SERVER_H
#define TESTCASE_MINI_SOUP_SERVER_H

typedef struct _SoupServer SoupServer;
typedef struct _SoupServerMessage SoupServerMessage;
typedef struct _GHashTable GHashTable;
typedef void (*SoupServerCallback)(SoupServer *server, SoupServerMessage *message, const char *path,
                                   GHashTable *query, void *data);
void soup_server_add_handler(SoupServer *server, const char *path, SoupServerCallback callback,
                             void *data, void (*destroy)(void *data));

#endif
