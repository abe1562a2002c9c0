/* An object says itself what it holds, and its destructor goes by that: who has asked for the kind and gives the object
 * back has not lost what one of another kind would hold. */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum kind { KIND_FILE, KIND_LIST, KIND_SERVER };

struct table {
    enum kind kind;
    void *handle;
};

struct server {
    int fd;
};

static int server_open(struct table *table, const char *host)
{
    struct addrinfo *found;
    if (getaddrinfo(host, "389", NULL, &found) != 0)
        return -1;
    struct server *server = malloc(sizeof *server);
    if (server == NULL) {
        freeaddrinfo(found);
        return -1;
    }
    server->fd = socket(found->ai_family, SOCK_STREAM, 0); // WRONG: client-leaked
    if (server->fd < 0 || connect(server->fd, found->ai_addr, found->ai_addrlen) != 0) {
        if (server->fd >= 0)
            close(server->fd);
        free(server);
        freeaddrinfo(found);
        return -1;
    }
    freeaddrinfo(found);
    table->handle = server;
    return 0;
}

static int table_open(struct table **ret, const char *name)
{
    struct table *table = calloc(1, sizeof *table);
    int status = 0;
    if (table == NULL)
        return -1;
    table->kind = strchr(name, ',') ? KIND_LIST : KIND_FILE;
    if (strncmp(name, "ldap:", 5) == 0)
        table->kind = KIND_SERVER;
    switch (table->kind) {
    case KIND_FILE:
        table->handle = fopen(name, "r");
        status = table->handle ? 0 : -1;
        break;
    case KIND_LIST:
        table->handle = strdup(name);
        break;
    case KIND_SERVER:
        status = server_open(table, name + 5);
        break;
    }
    if (status != 0) {
        free(table);
        return status;
    }
    *ret = table;
    return 0;
}

static enum kind table_kind(const struct table *table)
{
    return table->kind;
}

static void table_close(struct table *table)
{
    struct server *server;
    switch (table->kind) {
    case KIND_FILE:
        fclose(table->handle);
        break;
    case KIND_LIST:
        free(table->handle);
        break;
    case KIND_SERVER:
        server = table->handle;
        close(server->fd);
        free(server);
        break;
    }
    free(table);
}

int look_ok(const char *name)
{
    struct table *table = NULL;
    if (table_open(&table, name) != 0)
        return -1;
    if (table_kind(table) == KIND_LIST) {
        puts("a list is not enough");
        table_close(table);
        return -1;
    }
    puts(name);
    table_close(table);
    return 0;
}
