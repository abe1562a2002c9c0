/* Loops that go round once in a while for as long as the process runs: what is started in them again and
 * again is started without end. A loop that tries until it succeeds is none of them. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

struct camera {
    pthread_t thread;
    int running;
    atomic_int gone;
};

static struct camera front, rear;
static volatile sig_atomic_t stop_asked;
static atomic_int link_up;

static void on_term(int signal_number)
{
    (void)signal_number;
    stop_asked = 1;
}

static void *grab(void *argument)
{
    struct camera *camera = argument;

    for (int frame = 0; frame < 1000 && !stop_asked; frame++)
        usleep(40000);
    camera->gone = 1;
    return NULL;
}

static int camera_begin_bad(struct camera *camera)
{
    camera->gone = 0;
    /* the thread that has left is not joined before its handle is written over */
    if (pthread_create(&camera->thread, NULL, grab, camera) != 0) // EXPECT: thread-not-joined
        return -1;
    camera->running = 1;
    return 0;
}

static void look_after_bad(void)
{
    if (!front.running || front.gone)
        camera_begin_bad(&front);
}

static int camera_begin_ok(struct camera *camera)
{
    camera->gone = 0;
    if (pthread_create(&camera->thread, NULL, grab, camera) != 0)
        return -1;
    camera->running = 1;
    return 0;
}

static void look_after_ok(void)
{
    if (rear.running && !rear.gone)
        return;
    if (rear.running)
        pthread_join(rear.thread, NULL);
    rear.running = 0;
    camera_begin_ok(&rear);
}

enum { LAMPS = 4 };

static struct camera lamps[LAMPS];
static int n_lamps;

/* The same for each of a fixed number of them. */
static int lamp_begin_bad(struct camera *lamp)
{
    lamp->gone = 0;
    return pthread_create(&lamp->thread, NULL, grab, lamp); // EXPECT: thread-not-joined
}

static void look_after_lamps(void)
{
    for (int i = 0; i < n_lamps; i++)
        if (lamps[i].gone)
            lamp_begin_bad(&lamps[i]);
}

static struct camera spare;

/* Called again and again, it starts one thread: who asks finds it running. */
static int camera_wanted_ok(struct camera *camera)
{
    if (camera->running)
        return 0;
    if (pthread_create(&camera->thread, NULL, grab, camera) != 0)
        return -1;
    camera->running = 1;
    return 0;
}

static void pause_a_while(void)
{
    struct timespec second = {1, 0};

    nanosleep(&second, NULL);
}

static void *dial(void *argument)
{
    (void)argument;
    usleep(100000);
    link_up = 1;
    return NULL;
}

/* Once in the life of the process: the loop ends when the link is up. */
static void wait_for_link(void)
{
    pthread_t dialer;

    while (!link_up) {
        if (pthread_create(&dialer, NULL, dial, NULL) == 0)
            pthread_join(dialer, NULL);
        pause_a_while();
    }
}

int main(void)
{
    signal(SIGTERM, on_term);
    wait_for_link();
    for (; n_lamps < LAMPS; n_lamps++)
        lamp_begin_bad(&lamps[n_lamps]);
    while (!stop_asked) {
        pause_a_while();
        look_after_lamps();
        look_after_bad();
        look_after_ok();
        camera_wanted_ok(&spare);
    }
    for (int i = 0; i < n_lamps; i++)
        pthread_join(lamps[i].thread, NULL);
    if (front.running)
        pthread_join(front.thread, NULL);
    if (rear.running)
        pthread_join(rear.thread, NULL);
    if (spare.running)
        pthread_join(spare.thread, NULL);
    puts("stopped");
    return 0;
}
