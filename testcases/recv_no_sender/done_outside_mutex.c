/* The flag is set outside the mutex: between the waiter's look and its sleep, the wake-up is lost. */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct render {
    pthread_mutex_t mutex;
    pthread_cond_t finished_cond;
    bool finished;
    int frame;
};

struct encode {
    pthread_mutex_t mutex;
    pthread_cond_t finished_cond;
    bool finished;
    int frame;
};

struct upload {
    pthread_mutex_t mutex;
    pthread_cond_t all_sent;
    int n_left;
};

int draw(int frame);

static void *render_run(void *arg)
{
    struct render *render = arg;
    render->frame = draw(render->frame);
    render->finished = true;
    pthread_cond_signal(&render->finished_cond);
    return NULL;
}

int render_frame_bad(int frame)
{
    struct render render = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                            .finished_cond = PTHREAD_COND_INITIALIZER,
                            .frame = frame};
    pthread_t thread;
    if (pthread_create(&thread, NULL, render_run, &render) != 0)
        return -1;
    pthread_mutex_lock(&render.mutex);
    while (!render.finished)
        pthread_cond_wait(&render.finished_cond, &render.mutex); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&render.mutex);
    pthread_join(thread, NULL);
    return render.frame;
}

/* Signalled outside, but set inside: nothing is lost. */
static void *encode_run(void *arg)
{
    struct encode *encode = arg;
    int frame = draw(encode->frame);
    pthread_mutex_lock(&encode->mutex);
    encode->frame = frame;
    encode->finished = true;
    pthread_mutex_unlock(&encode->mutex);
    pthread_cond_signal(&encode->finished_cond);
    return NULL;
}

int encode_frame_ok(int frame)
{
    struct encode encode = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                            .finished_cond = PTHREAD_COND_INITIALIZER,
                            .frame = frame};
    pthread_t thread;
    if (pthread_create(&thread, NULL, encode_run, &encode) != 0)
        return -1;
    pthread_mutex_lock(&encode.mutex);
    while (!encode.finished)
        pthread_cond_wait(&encode.finished_cond, &encode.mutex);
    pthread_mutex_unlock(&encode.mutex);
    pthread_join(thread, NULL);
    return encode.frame;
}

/* Set outside, and the empty critical section comes between it and the signal: who has looked
 * before sleeps by then, who looks later sees it. */
static void *upload_run(void *arg)
{
    struct upload *upload = arg;
    draw(0);
    if (__atomic_sub_fetch(&upload->n_left, 1, __ATOMIC_SEQ_CST) == 0) {
        pthread_mutex_lock(&upload->mutex);
        pthread_mutex_unlock(&upload->mutex);
        pthread_cond_signal(&upload->all_sent);
    }
    return NULL;
}

int upload_all_ok(void)
{
    static struct upload upload = {.mutex = PTHREAD_MUTEX_INITIALIZER,
                                   .all_sent = PTHREAD_COND_INITIALIZER};
    pthread_t threads[2];
    upload.n_left = 2;
    if (pthread_create(&threads[0], NULL, upload_run, &upload) != 0)
        return -1;
    if (pthread_create(&threads[1], NULL, upload_run, &upload) != 0)
        upload_run(&upload);
    else
        pthread_detach(threads[1]);
    pthread_mutex_lock(&upload.mutex);
    while (__atomic_load_n(&upload.n_left, __ATOMIC_SEQ_CST) > 0)
        pthread_cond_wait(&upload.all_sent, &upload.mutex);
    pthread_mutex_unlock(&upload.mutex);
    pthread_join(threads[0], NULL);
    return 0;
}
