/* The callback of a protocol of libwebsockets runs for all that happens to its connections; the protocols stand in a
 * table. */
#include <stdlib.h>
#include <string.h>

struct lws;
struct lws_context;

struct lws_protocols {
    const char *name;
    int (*callback)(struct lws *connection, int reason, void *user, void *data, size_t size);
    size_t per_session_data_size;
};

struct lws_context_creation_info {
    int port;
    const struct lws_protocols *protocols;
};

struct lws_context *lws_create_context(const struct lws_context_creation_info *info);
int lws_service(struct lws_context *context, int timeout);
void lws_context_destroy(struct lws_context *context);

enum { ESTABLISHED = 0, CLOSED = 4, RECEIVE = 6 };

struct user {
    struct user *next;
    char name[48];
};

static struct user *here;

struct visit {
    struct visit *next;
    char name[48];
};

static struct visit *visits;

static void leave(struct user *user)
{
    struct user **at = &here;

    while (*at && *at != user)
        at = &(*at)->next;
    if (*at)
        *at = user->next;
    free(user);
}

static int on_chat(struct lws *connection, int reason, void *data, void *text, size_t size)
{
    struct user **user = data;
    struct visit *visit;

    (void)connection;
    if (reason == ESTABLISHED) {
        *user = calloc(1, sizeof **user);
        if (!*user)
            return -1;
        (*user)->next = here;
        here = *user;
    } else if (reason == RECEIVE) {
        visit = calloc(1, sizeof *visit);
        if (!visit)
            return -1;
        memcpy(visit->name, text, size < sizeof visit->name ? size : sizeof visit->name);
        visit->next = visits;
        visits = visit; // EXPECT: cache-only-grows
    } else if (reason == CLOSED && *user) {
        leave(*user);
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {"chat", on_chat, sizeof(struct user *)},
    {NULL, NULL, 0},
};

int main(void)
{
    struct lws_context_creation_info info = {.port = 8080, .protocols = protocols};
    struct lws_context *context = lws_create_context(&info);

    if (!context)
        return 1;
    while (lws_service(context, 0) >= 0)
        ;
    lws_context_destroy(context);
    return 0;
}
