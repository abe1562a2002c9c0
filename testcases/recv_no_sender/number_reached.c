/* Who waits until a number has been reached that he has worked out before: the shared one may stand on either side. */
#include <pthread.h>
#include <stddef.h>

int draw_frame(unsigned long frame);
int write_frame(unsigned long frame);

static pthread_mutex_t screen_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t screen_changed = PTHREAD_COND_INITIALIZER;
static unsigned long n_shown;

void wait_shown_bad(void)
{
    pthread_mutex_lock(&screen_lock);
    unsigned long until = n_shown + 1;
    while (until > n_shown)
        pthread_cond_wait(&screen_changed, &screen_lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&screen_lock);
}

void show_frame_ok(unsigned long frame)
{
    pthread_mutex_lock(&screen_lock);
    if (draw_frame(frame) == 0) {
        n_shown++;
        pthread_cond_broadcast(&screen_changed);
    }
    pthread_mutex_unlock(&screen_lock);
}

void skip_frames_bad(void)
{
    pthread_mutex_lock(&screen_lock);
    n_shown += 2;
    pthread_mutex_unlock(&screen_lock);
}

static pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t file_changed = PTHREAD_COND_INITIALIZER;
static unsigned long n_written;

void wait_written_ok(void)
{
    pthread_mutex_lock(&file_lock);
    unsigned long until = n_written + 1;
    while (until > n_written)
        pthread_cond_wait(&file_changed, &file_lock);
    pthread_mutex_unlock(&file_lock);
}

void write_frame_ok(unsigned long frame)
{
    pthread_mutex_lock(&file_lock);
    if (write_frame(frame) == 0) {
        n_written++;
        pthread_cond_broadcast(&file_changed);
    }
    pthread_mutex_unlock(&file_lock);
}

void skip_written_ok(void)
{
    pthread_mutex_lock(&file_lock);
    n_written += 2;
    pthread_cond_broadcast(&file_changed);
    pthread_mutex_unlock(&file_lock);
}
