/* A service thread answers questions through a pair of pipes; who asks must write his question before he waits
 * for the answer. */
#include <pthread.h>
#include <unistd.h>

void look_up(char *text);

struct service {
    int questions[2], answers[2];
};

struct desk {
    int questions[2], answers[2];
};

static void *service_run(void *arg)
{
    struct service *service = arg;
    char text;

    while (read(service->questions[0], &text, 1) == 1) { // EXPECT: select-stuck
        look_up(&text);
        if (write(service->answers[1], &text, 1) != 1)
            break;
    }
    return NULL;
}

int ask_service_bad(char *text)
{
    struct service service;
    pthread_t thread;
    int status = -1;

    if (pipe(service.questions) != 0 || pipe(service.answers) != 0)
        return -1;
    if (pthread_create(&thread, NULL, service_run, &service) != 0)
        return -1;
    if (read(service.answers[0], text, 1) == 1) // EXPECT: select-stuck
        status = write(service.questions[1], text, 1) == 1 ? 0 : -1;
    close(service.questions[1]);
    pthread_join(thread, NULL);
    return status;
}

static void *desk_run(void *arg)
{
    struct desk *desk = arg;
    char text;

    while (read(desk->questions[0], &text, 1) == 1) {
        look_up(&text);
        if (write(desk->answers[1], &text, 1) != 1)
            break;
    }
    return NULL;
}

int ask_desk_ok(char *text)
{
    struct desk desk;
    pthread_t thread;
    int status = -1;

    if (pipe(desk.questions) != 0 || pipe(desk.answers) != 0)
        return -1;
    if (pthread_create(&thread, NULL, desk_run, &desk) != 0)
        return -1;
    if (write(desk.questions[1], text, 1) == 1)
        status = read(desk.answers[0], text, 1) == 1 ? 0 : -1;
    close(desk.questions[1]);
    pthread_join(thread, NULL);
    return status;
}
