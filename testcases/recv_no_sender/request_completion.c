/* A request lies on its caller's stack, in an intrusive list; the service's thread completes it. At
 * shutdown those that still wait in the list must be completed, too. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define OWNER(node, type, member) ((type *)((char *)(node) - offsetof(type, member)))

struct node {
    struct node *next;
};

struct print_request {
    struct node node;
    const char *text;
    int result;
    bool done;
    pthread_cond_t completed;
};

struct scan_request {
    struct node node;
    const char *name;
    int result;
    bool done;
    pthread_cond_t completed;
};

int print(const char *text);
int scan(const char *name);

static struct {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct node *pending;
    bool stopping;
    pthread_t thread;
} printer = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER},
  scanner = {.lock = PTHREAD_MUTEX_INITIALIZER, .work = PTHREAD_COND_INITIALIZER};

static void *printer_run(void *arg)
{
    pthread_mutex_lock(&printer.lock);
    for (;;) {
        while (printer.pending == NULL && !printer.stopping)
            pthread_cond_wait(&printer.work, &printer.lock);
        if (printer.stopping)
            break;
        struct print_request *request = OWNER(printer.pending, struct print_request, node);
        printer.pending = printer.pending->next;
        pthread_mutex_unlock(&printer.lock);
        int result = print(request->text);
        pthread_mutex_lock(&printer.lock);
        request->result = result;
        request->done = true;
        pthread_cond_signal(&request->completed);
    }
    printer.pending = NULL;
    pthread_mutex_unlock(&printer.lock);
    return arg;
}

static void *scanner_run(void *arg)
{
    pthread_mutex_lock(&scanner.lock);
    for (;;) {
        while (scanner.pending == NULL && !scanner.stopping)
            pthread_cond_wait(&scanner.work, &scanner.lock);
        if (scanner.stopping)
            break;
        struct scan_request *request = OWNER(scanner.pending, struct scan_request, node);
        scanner.pending = scanner.pending->next;
        pthread_mutex_unlock(&scanner.lock);
        int result = scan(request->name);
        pthread_mutex_lock(&scanner.lock);
        request->result = result;
        request->done = true;
        pthread_cond_signal(&request->completed);
    }
    for (struct node *node = scanner.pending; node != NULL; node = node->next) {
        struct scan_request *request = OWNER(node, struct scan_request, node);
        request->result = -ECANCELED;
        request->done = true;
        pthread_cond_signal(&request->completed);
    }
    scanner.pending = NULL;
    pthread_mutex_unlock(&scanner.lock);
    return arg;
}

int print_text_bad(const char *text)
{
    struct print_request request = {.text = text, .completed = PTHREAD_COND_INITIALIZER};
    pthread_mutex_lock(&printer.lock);
    if (printer.stopping) {
        pthread_mutex_unlock(&printer.lock);
        return -ECANCELED;
    }
    request.node.next = printer.pending;
    printer.pending = &request.node;
    pthread_cond_signal(&printer.work);
    while (!request.done)
        pthread_cond_wait(&request.completed, &printer.lock); // MISS: recv-no-sender
    pthread_mutex_unlock(&printer.lock);
    return request.result;
}

int scan_name_ok(const char *name)
{
    struct scan_request request = {.name = name, .completed = PTHREAD_COND_INITIALIZER};
    pthread_mutex_lock(&scanner.lock);
    if (scanner.stopping) {
        pthread_mutex_unlock(&scanner.lock);
        return -ECANCELED;
    }
    request.node.next = scanner.pending;
    scanner.pending = &request.node;
    pthread_cond_signal(&scanner.work);
    while (!request.done)
        pthread_cond_wait(&request.completed, &scanner.lock);
    pthread_mutex_unlock(&scanner.lock);
    return request.result;
}

int office_open(void)
{
    if (pthread_create(&printer.thread, NULL, printer_run, NULL) != 0)
        return -1;
    if (pthread_create(&scanner.thread, NULL, scanner_run, NULL) == 0)
        return 0;
    pthread_mutex_lock(&printer.lock);
    printer.stopping = true;
    pthread_cond_signal(&printer.work);
    pthread_mutex_unlock(&printer.lock);
    pthread_join(printer.thread, NULL);
    return -1;
}

void office_close(void)
{
    pthread_mutex_lock(&printer.lock);
    printer.stopping = true;
    pthread_cond_signal(&printer.work);
    pthread_mutex_unlock(&printer.lock);
    pthread_join(printer.thread, NULL);
    pthread_mutex_lock(&scanner.lock);
    scanner.stopping = true;
    pthread_cond_signal(&scanner.work);
    pthread_mutex_unlock(&scanner.lock);
    pthread_join(scanner.thread, NULL);
}
