/* Each request is looked up in a table, and what is found there starts a thread. A table that never changes limits
 * nothing; one of places that are free or not does. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    int client;
    char word[16];
};

static void *serve(void *arg)
{
    struct request *request = arg;
    usleep(1000);
    close(request->client);
    free(request);
    return NULL;
}

/* ---- bad: commands by their names ---- */

static int do_ping(struct request *request)
{
    int rc = send(request->client, "pong", 4, 0) == 4 ? 0 : -1;
    free(request);
    return rc;
}

static int do_dump_bad(struct request *request)
{
    pthread_t thread;
    int rc = pthread_create(&thread, NULL, serve, request); // EXPECT: thread-unbounded
    if (rc != 0)
        free(request);
    else
        pthread_detach(thread);
    return rc;
}

static const struct command {
    const char *name;
    int (*run)(struct request *request);
} commands[] = {{"ping", do_ping}, {"dump", do_dump_bad}};

static struct request *receive(int sock)
{
    struct request *request = malloc(sizeof(*request));
    if (request && recv(sock, request->word, sizeof(request->word), 0) <= 0) {
        free(request);
        return NULL;
    }
    return request;
}

void dispatch_bad(int sock)
{
    struct request *request;
    while ((request = receive(sock)) != NULL) {
        unsigned i = 0;
        while (i < 2 && strcmp(commands[i].name, request->word) != 0)
            i++;
        if (i == 2)
            free(request);
        else
            commands[i].run(request);
    }
}

/* ---- bad: modes by their letters, and the start stands behind the search ---- */

static const char modes[] = "rwx";

void modes_bad(int sock)
{
    struct request *request;
    while ((request = receive(sock)) != NULL) {
        int found = -1;
        for (int i = 0; i < 3; i++) {
            if (modes[i] == request->word[0]) {
                found = i;
                break;
            }
        }
        pthread_t thread;
        if (found >= 0 &&
            pthread_create(&thread, NULL, serve, request) == 0) // EXPECT: thread-unbounded
            pthread_detach(thread);
        else
            free(request);
    }
}

/* ---- good: one of so many places is looked for ---- */

static struct place {
    atomic_bool is_taken;
    struct request *request;
} places[8];

static void *serve_in_place(void *arg)
{
    struct place *place = arg;
    usleep(1000);
    free(place->request);
    place->is_taken = 0;
    return NULL;
}

void places_ok(int sock)
{
    struct request *request;
    while ((request = receive(sock)) != NULL) {
        for (int i = 0; i < 8; i++) {
            pthread_t thread;
            if (places[i].is_taken)
                continue;
            places[i].is_taken = 1;
            places[i].request = request;
            if (pthread_create(&thread, NULL, serve_in_place, &places[i]) == 0)
                pthread_detach(thread);
            break;
        }
    }
}

/* ---- good: each of the commands runs once at a time ---- */

static struct task {
    const char *name;
    struct request *request;
    atomic_bool runs;
} tasks[] = {{"scan", NULL, 0}, {"sweep", NULL, 0}};

static void *run_task(void *arg)
{
    struct task *task = arg;
    usleep(1000);
    free(task->request);
    task->runs = 0;
    return NULL;
}

void tasks_ok(int sock)
{
    struct request *request;
    while ((request = receive(sock)) != NULL) {
        pthread_t thread;
        int i = 0;
        while (i < 2 && (tasks[i].runs || strcmp(tasks[i].name, request->word) != 0))
            i++;
        if (i == 2) {
            free(request);
            continue;
        }
        tasks[i].request = request;
        tasks[i].runs = 1;
        if (pthread_create(&thread, NULL, run_task, &tasks[i]) == 0)
            pthread_detach(thread);
    }
}
