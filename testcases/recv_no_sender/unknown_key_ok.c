/* Requests lie in a list of their own, and the client waits in the very function that adds one. Each is answered, by its
 * own condition, whatever it asks for. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum op { OP_GET, OP_SET, OP_QUIT };
struct req {
    struct req *next;
    enum op op;
    int key, value;
    int status;
    bool done;
    pthread_cond_t cv;
};
static pthread_mutex_t lk = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct req *pending;
static int table[100];

static void finish(struct req *r, int status)
{
    pthread_mutex_lock(&lk);
    r->status = status;
    r->done = true;
    pthread_cond_signal(&r->cv);
    pthread_mutex_unlock(&lk);
}

static void *server(void *arg)
{
    (void)arg;
    for (;;) {
        pthread_mutex_lock(&lk);
        while (!pending)
            pthread_cond_wait(&work, &lk);
        struct req *r = pending;
        pending = r->next;
        pthread_mutex_unlock(&lk);
        switch (r->op) {
        case OP_GET:
            if (r->key < 0 || r->key >= 100) {
                finish(r, -1);
                break;
            }
            r->value = table[r->key];
            finish(r, 0);
            break;
        case OP_SET:
            if (r->key >= 0 && r->key < 100)
                table[r->key] = r->value;
            finish(r, 0);
            break;
        case OP_QUIT:
            finish(r, 0);
            return NULL;
        }
    }
}

static int call(struct req *r)
{
    pthread_cond_init(&r->cv, NULL);
    r->done = false;
    pthread_mutex_lock(&lk);
    r->next = pending;
    pending = r;
    pthread_cond_signal(&work);
    while (!r->done)
        pthread_cond_wait(&r->cv, &lk);
    pthread_mutex_unlock(&lk);
    pthread_cond_destroy(&r->cv);
    return r->status;
}

int main(void)
{
    pthread_t t;
    int k;
    struct req r = {0};
    if (pthread_create(&t, NULL, server, NULL) != 0)
        return 1;
    while (scanf("%d", &k) == 1) {
        r.op = OP_GET;
        r.key = k;
        if (call(&r) == 0)
            printf("%d\n", r.value);
    }
    r.op = OP_QUIT;
    call(&r);
    pthread_join(t, NULL);
    return 0;
}
