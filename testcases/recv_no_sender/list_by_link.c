/* Lists that are filled through a pointer to the pointer that the next node goes to. */
#include <pthread.h>
#include <stddef.h>
#include <sys/queue.h>

int send_mail(int number);
int run_job(int number);
int fire_timer(int number);

/* ---- the list knows where its last node's link is ---- */

struct mail {
    struct mail *next;
    int number;
};

static struct mail *first_mail, **last_mail = &first_mail;
static pthread_mutex_t mail_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t mail_come = PTHREAD_COND_INITIALIZER;

void post_mail_ok(struct mail *mail)
{
    pthread_mutex_lock(&mail_lock);
    mail->next = NULL;
    *last_mail = mail;
    last_mail = &mail->next;
    pthread_cond_signal(&mail_come);
    pthread_mutex_unlock(&mail_lock);
}

void bounce_mail_bad(struct mail *mail)
{
    pthread_mutex_lock(&mail_lock);
    mail->next = NULL;
    *last_mail = mail;
    last_mail = &mail->next;
    pthread_mutex_unlock(&mail_lock);
}

static void *send_mails_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&mail_lock);
        while (first_mail == NULL)
            pthread_cond_wait(&mail_come, &mail_lock); // EXPECT: recv-no-sender
        struct mail *mail = first_mail;
        first_mail = mail->next;
        if (!first_mail)
            last_mail = &first_mail;
        pthread_mutex_unlock(&mail_lock);
        if (send_mail(mail->number) < 0)
            return arg;
    }
}

/* ---- macros do that; of two such lists, one is waited for ---- */

struct job {
    TAILQ_ENTRY(job) link;
    int number;
};

TAILQ_HEAD(jobs, job);

static struct jobs waiting = TAILQ_HEAD_INITIALIZER(waiting);
static struct jobs finished = TAILQ_HEAD_INITIALIZER(finished);
static pthread_mutex_t job_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t job_come = PTHREAD_COND_INITIALIZER;

void add_job_ok(struct job *job)
{
    pthread_mutex_lock(&job_lock);
    TAILQ_INSERT_TAIL(&waiting, job, link);
    pthread_cond_signal(&job_come);
    pthread_mutex_unlock(&job_lock);
}

void keep_job_ok(struct job *job)
{
    pthread_mutex_lock(&job_lock);
    TAILQ_INSERT_TAIL(&finished, job, link);
    pthread_mutex_unlock(&job_lock);
}

static void *run_jobs_ok(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&job_lock);
        while (TAILQ_EMPTY(&waiting))
            pthread_cond_wait(&job_come, &job_lock);
        struct job *job = TAILQ_FIRST(&waiting);
        TAILQ_REMOVE(&waiting, job, link);
        pthread_mutex_unlock(&job_lock);
        int rc = run_job(job->number);
        keep_job_ok(job);
        if (rc < 0)
            return arg;
    }
}

struct task {
    TAILQ_ENTRY(task) link;
    int number;
};

TAILQ_HEAD(tasks, task);

static struct tasks tasks = TAILQ_HEAD_INITIALIZER(tasks);
static pthread_mutex_t task_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t task_come = PTHREAD_COND_INITIALIZER;

void add_task_bad(struct task *task)
{
    pthread_mutex_lock(&task_lock);
    TAILQ_INSERT_TAIL(&tasks, task, link);
    pthread_mutex_unlock(&task_lock);
}

void look_again_bad(void)
{
    pthread_mutex_lock(&task_lock);
    pthread_cond_broadcast(&task_come);
    pthread_mutex_unlock(&task_lock);
}

static void *run_tasks_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&task_lock);
        while (TAILQ_EMPTY(&tasks))
            pthread_cond_wait(&task_come, &task_lock); // EXPECT: recv-no-sender
        struct task *task = TAILQ_FIRST(&tasks);
        TAILQ_REMOVE(&tasks, task, link);
        pthread_mutex_unlock(&task_lock);
        if (run_job(task->number) < 0)
            return arg;
    }
}

/* ---- a loop finds the place ---- */

struct timer {
    struct timer *next;
    long due;
    int number;
};

static struct timer *timers;
static pthread_mutex_t timer_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t timer_come = PTHREAD_COND_INITIALIZER;

static void insert_timer(struct timer *timer)
{
    struct timer **at = &timers;

    while (*at && (*at)->due <= timer->due)
        at = &(*at)->next;
    timer->next = *at;
    *at = timer;
}

void add_timer_ok(struct timer *timer)
{
    pthread_mutex_lock(&timer_lock);
    insert_timer(timer);
    pthread_cond_signal(&timer_come);
    pthread_mutex_unlock(&timer_lock);
}

void renew_timer_bad(struct timer *timer, long due)
{
    pthread_mutex_lock(&timer_lock);
    timer->due = due;
    insert_timer(timer);
    pthread_mutex_unlock(&timer_lock);
}

static void *fire_timers_bad(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&timer_lock);
        while (!timers)
            pthread_cond_wait(&timer_come, &timer_lock); // EXPECT: recv-no-sender
        struct timer *timer = timers;
        timers = timer->next;
        pthread_mutex_unlock(&timer_lock);
        if (fire_timer(timer->number) < 0)
            return arg;
    }
}

int start_all(void)
{
    void *(*const bodies[])(void *) = {send_mails_bad, run_jobs_ok, run_tasks_bad, fire_timers_bad};

    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, bodies[i], NULL) != 0)
            return -1;
        pthread_detach(thread);
    }
    return 0;
}
