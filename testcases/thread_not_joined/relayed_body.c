/* A wrapper puts what to run into an object, and all threads start in one function that runs it. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct start {
    void *(*run)(void *);
    void *arg;
};

static void *enter(void *data)
{
    struct start start = *(struct start *)data;
    free(data);
    return start.run(start.arg);
}

static int spawn(pthread_t *thread, void *(*run)(void *), void *arg)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return -1;
    start->run = run;
    start->arg = arg;
    int rc = pthread_create(thread, NULL, enter, start);
    if (rc != 0)
        free(start);
    return rc;
}

/* ---- handles that are dropped ---- */

static void *say(void *arg)
{
    return write(1, arg, 1) == 1 ? arg : NULL;
}

void say_later_bad(char *text)
{
    pthread_t thread;
    spawn(&thread, say, text); // EXPECT: thread-not-joined
}

void say_later_ok(char *text)
{
    pthread_t thread;
    if (spawn(&thread, say, text) == 0)
        pthread_detach(thread);
}

static void *say_alone(void *arg)
{
    pthread_detach(pthread_self());
    return say(arg);
}

void say_alone_ok(char *text)
{
    pthread_t thread;
    spawn(&thread, say_alone, text);
}

/* ---- an endless body is the business of another check ---- */

static void *tick(void *arg)
{
    for (;;) {
        say(arg);
        sleep(1);
    }
    return NULL;
}

void tick_ok(char *text)
{
    pthread_t thread;
    spawn(&thread, tick, text); // EXPECT: thread-no-stop
}

/* ---- the thread frees what holds its handle ---- */

struct session {
    struct session *next;
    pthread_t thread;
    int fd;
};

struct visit {
    struct visit *next;
    pthread_t thread;
    int fd;
};

static struct session *sessions;
static struct visit *visits;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *session_run(void *arg)
{
    struct session *session = arg;
    char c;
    while (read(session->fd, &c, 1) == 1)
        say(&c);
    pthread_mutex_lock(&lock);
    for (struct session **at = &sessions; *at != NULL; at = &(*at)->next) {
        if (*at == session) {
            *at = session->next;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
    free(session);
    return NULL;
}

int session_start_bad(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return -1;
    session->fd = fd;
    pthread_mutex_lock(&lock);
    session->next = sessions;
    sessions = session;
    pthread_mutex_unlock(&lock);
    return spawn(&session->thread, session_run, session); // EXPECT: thread-not-joined
}

void sessions_join(void)
{
    while (sessions != NULL)
        pthread_join(sessions->thread, NULL);
}

static void *visit_run(void *arg)
{
    struct visit *visit = arg;
    char c;
    while (read(visit->fd, &c, 1) == 1)
        say(&c);
    return NULL;
}

int visit_start_ok(int fd)
{
    struct visit *visit = calloc(1, sizeof *visit);
    if (visit == NULL)
        return -1;
    visit->fd = fd;
    pthread_mutex_lock(&lock);
    visit->next = visits;
    visits = visit;
    pthread_mutex_unlock(&lock);
    return spawn(&visit->thread, visit_run, visit);
}

void visits_join(void)
{
    while (visits != NULL) {
        struct visit *visit = visits;
        visits = visit->next;
        pthread_join(visit->thread, NULL);
        free(visit);
    }
}

/* ---- the function that all start in lets them go ---- */

static void *enter_free(void *data)
{
    struct start *start = data;
    void *(*run)(void *) = start->run;
    void *arg = start->arg;
    pthread_detach(pthread_self());
    free(start);
    return run(arg);
}

static int spawn_free(void *(*run)(void *), void *arg)
{
    pthread_t thread;
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return -1;
    start->run = run;
    start->arg = arg;
    int rc = pthread_create(&thread, NULL, enter_free, start);
    if (rc != 0)
        free(start);
    return rc;
}

void say_free_ok(char *text)
{
    spawn_free(say, text);
    spawn_free(say_alone, text);
}
