/* The thread frees the object that holds its own handle: the join over the list of sessions finds only
 * those that have not ended. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

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

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct session *sessions;
static struct visit *visits;

static void session_unlink(struct session *session)
{
    pthread_mutex_lock(&lock);
    for (struct session **at = &sessions; *at != NULL; at = &(*at)->next) {
        if (*at == session) {
            *at = session->next;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}

static void visit_unlink(struct visit *visit)
{
    pthread_mutex_lock(&lock);
    for (struct visit **at = &visits; *at != NULL; at = &(*at)->next) {
        if (*at == visit) {
            *at = visit->next;
            break;
        }
    }
    pthread_mutex_unlock(&lock);
}

static void *session_run(void *arg)
{
    struct session *session = arg;
    char line[128];
    while (recv(session->fd, line, sizeof line, 0) > 0)
        send(session->fd, "ok\n", 3, 0);
    close(session->fd);
    session_unlink(session);
    free(session);
    return NULL;
}

static void *visit_run(void *arg)
{
    struct visit *visit = arg;
    char line[128];
    while (recv(visit->fd, line, sizeof line, 0) > 0)
        send(visit->fd, "ok\n", 3, 0);
    close(visit->fd);
    pthread_detach(pthread_self());
    visit_unlink(visit);
    free(visit);
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
    pthread_t *thread = &session->thread;
    int rc = pthread_create(thread, NULL, session_run, session); // EXPECT: thread-not-joined
    pthread_mutex_unlock(&lock);
    return rc;
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
    int rc = pthread_create(&visit->thread, NULL, visit_run, visit);
    pthread_mutex_unlock(&lock);
    return rc;
}

/* The job is the thread's to free, the handle is not in it. */
struct job {
    int fd;
};

struct worker {
    pthread_t thread;
    struct job *job;
};

static void *job_run(void *arg)
{
    struct job *job = arg;
    close(job->fd);
    free(job);
    return NULL;
}

int worker_start_ok(struct worker *worker, int fd)
{
    worker->job = calloc(1, sizeof *worker->job);
    if (worker->job == NULL)
        return -1;
    worker->job->fd = fd;
    return pthread_create(&worker->thread, NULL, job_run, worker->job);
}

void worker_end(struct worker *worker)
{
    pthread_join(worker->thread, NULL);
}

void sessions_end(void)
{
    while (sessions != NULL) {
        pthread_t thread = sessions->thread;
        shutdown(sessions->fd, SHUT_RDWR);
        pthread_join(thread, NULL);
    }
}
