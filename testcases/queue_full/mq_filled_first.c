/* A queue with a name that is taken away at once, so that it is the program's own: whoever renders is started behind
 * all of the frames, or before them. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>

enum { N_FRAMES = 100 };

struct frame {
    int number;
    char title[60];
};

static mqd_t open_private(const char *name)
{
    struct mq_attr attr = {.mq_maxmsg = 8, .mq_msgsize = sizeof(struct frame)};
    mqd_t queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);

    if (queue == (mqd_t)-1) {
        perror(name);
        return queue;
    }
    mq_unlink(name);
    return queue;
}

static void *render(void *arg)
{
    mqd_t queue = *(mqd_t *)arg;
    struct frame frame;

    for (int i = 0; i < N_FRAMES; i++) {
        if (mq_receive(queue, (char *)&frame, sizeof frame, NULL) < 0)
            break;
        printf("%d %s\n", frame.number, frame.title);
    }
    return NULL;
}

int film_bad(void)
{
    mqd_t queue = open_private("/film");
    pthread_t renderer;

    if (queue == (mqd_t)-1)
        return -1;
    for (int i = 0; i < N_FRAMES; i++) {
        struct frame frame = {i, "film"};
        if (mq_send(queue, (const char *)&frame, sizeof frame, 0) < 0) // EXPECT: queue-full
            break;
    }
    if (pthread_create(&renderer, NULL, render, &queue) == 0)
        pthread_join(renderer, NULL);
    return mq_close(queue);
}

static void *show(void *arg)
{
    mqd_t queue = *(mqd_t *)arg;
    struct frame frame;

    for (int i = 0; i < N_FRAMES; i++) {
        if (mq_receive(queue, (char *)&frame, sizeof frame, NULL) < 0)
            break;
        printf("%d %s\n", frame.number, frame.title);
    }
    return NULL;
}

int slides_ok(void)
{
    mqd_t queue = open_private("/slides");
    pthread_t viewer;

    if (queue == (mqd_t)-1)
        return -1;
    if (pthread_create(&viewer, NULL, show, &queue) != 0)
        return mq_close(queue);
    for (int i = 0; i < N_FRAMES; i++) {
        struct frame frame = {i, "slide"};
        if (mq_send(queue, (const char *)&frame, sizeof frame, 0) < 0)
            break;
    }
    pthread_join(viewer, NULL);
    return mq_close(queue);
}
