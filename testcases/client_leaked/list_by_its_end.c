/* A list is filled at its end, through the pointer to the last link in its head, which then moves on: what was linked in
 * is in the list all the same. */
#include <stdlib.h>

typedef struct ssl_ctx_st SSL_CTX;
const void *TLS_server_method(void);
SSL_CTX *SSL_CTX_new(const void *method);
void SSL_CTX_free(SSL_CTX *context);

struct change {
    SSL_CTX *context;
    struct change *next;
};

struct changes {
    struct change *first;
    struct change **last;
};

static int ask(struct changes *changes)
{
    struct change *change = calloc(1, sizeof(*change));

    if (!change)
        abort();
    change->context = SSL_CTX_new(TLS_server_method());
    if (!change->context) {
        free(change);
        return -1;
    }
    *changes->last = change;
    changes->last = &change->next;
    return 0;
}

static int ask_alone(struct changes *changes)
{
    struct change *change = calloc(1, sizeof(*change));

    if (!change)
        abort();
    change->context = SSL_CTX_new(TLS_server_method()); // EXPECT: client-leaked
    if (!change->context || changes->first) {
        free(change);
        return -1;
    }
    *changes->last = change;
    changes->last = &change->next;
    return 0;
}

void reload_ok(void)
{
    struct changes changes = {.first = NULL};

    changes.last = &changes.first;
    if (ask(&changes) < 0)
        return;
    struct change *change = changes.first;
    if (change == NULL)
        return;
    SSL_CTX_free(change->context);
    free(change);
}

void reload_bad(struct change *old)
{
    struct changes changes = {.first = old};

    changes.last = old ? &old->next : &changes.first;
    if (ask_alone(&changes) < 0)
        return;
    SSL_CTX_free(changes.first->context);
    free(changes.first);
}
