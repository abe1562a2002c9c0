/* Both start and stop go through one function that sets the state and signals. The stop calls it
 * before it joins. */
#include <pthread.h>
#include <stddef.h>

enum state { STATE_PAUSED, STATE_RUNNING, STATE_STOPPED };

int jobs_start(void);
void jobs_resume(void);
void jobs_stop(void);
void jobs_add(void);

static pthread_t jobs_thread;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static enum state state;
static int jobs;

static void *run_jobs(void *arg)
{
    pthread_mutex_lock(&lock);
    while (1) {
        if (state != STATE_RUNNING || jobs == 0) {
            if (state == STATE_STOPPED)
                break;
            pthread_cond_wait(&changed, &lock);
        } else {
            jobs--;
        }
    }
    pthread_mutex_unlock(&lock);
    return arg;
}

int jobs_start(void)
{
    return pthread_create(&jobs_thread, NULL, run_jobs, NULL);
}

static void set_state(enum state new_state)
{
    pthread_mutex_lock(&lock);
    state = new_state;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

void jobs_resume(void)
{
    set_state(STATE_RUNNING);
}

void jobs_add(void)
{
    pthread_mutex_lock(&lock);
    jobs++;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
}

void jobs_stop(void)
{
    set_state(STATE_STOPPED);
    pthread_join(jobs_thread, NULL);
}
