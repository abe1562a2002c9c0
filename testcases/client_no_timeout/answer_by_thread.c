/* Requests are sent through one connection, and a thread receives the answers and wakes who waits for one. Twins: a wait
 * with a time-out; a thread that also wakes when nothing came in time; a timer that wakes. */
#include <netinet/in.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

struct directory {
    int fd, has_answer;
    pthread_mutex_t lock;
    pthread_cond_t come;
    char answer[128];
};

struct clock {
    int fd, has_answer;
    pthread_mutex_t lock;
    pthread_cond_t come;
    char answer[128];
};

struct store {
    int fd, has_answer;
    pthread_mutex_t lock;
    pthread_cond_t come;
    char answer[128];
};

struct weather {
    int fd, has_answer;
    pthread_mutex_t lock;
    pthread_cond_t come;
    char answer[128];
};

static struct directory directory;
static struct clock clocks;
static struct store store;
static struct weather weather;

static int dial(int port, int seconds)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval time_out = {.tv_sec = seconds};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);

    to.sin_addr.s_addr = htonl(0x0a000001);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time_out, sizeof(time_out));
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* ---- nothing else wakes ---- */

static void *receive_directory(void *unused)
{
    char text[128];

    for (;;) {
        ssize_t n = recv(directory.fd, text, sizeof(text) - 1, 0);
        if (n <= 0)
            continue;
        text[n] = '\0';
        pthread_mutex_lock(&directory.lock);
        strcpy(directory.answer, text);
        directory.has_answer = 1;
        pthread_cond_signal(&directory.come);
        pthread_mutex_unlock(&directory.lock);
    }
    return unused;
}

static void ask_directory_bad(const char *question, char *answer)
{
    pthread_mutex_lock(&directory.lock);
    directory.has_answer = 0;
    send(directory.fd, question, strlen(question), 0);
    while (!directory.has_answer)
        pthread_cond_wait(&directory.come, &directory.lock); // EXPECT: client-no-timeout
    strcpy(answer, directory.answer);
    pthread_mutex_unlock(&directory.lock);
}

/* ---- the wait has a time-out ---- */

static void *receive_clock(void *unused)
{
    char text[128];

    for (;;) {
        ssize_t n = recv(clocks.fd, text, sizeof(text) - 1, 0);
        if (n <= 0)
            continue;
        text[n] = '\0';
        pthread_mutex_lock(&clocks.lock);
        strcpy(clocks.answer, text);
        clocks.has_answer = 1;
        pthread_cond_signal(&clocks.come);
        pthread_mutex_unlock(&clocks.lock);
    }
    return unused;
}

static void ask_clock_ok(const char *question, char *answer)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 2;
    pthread_mutex_lock(&clocks.lock);
    clocks.has_answer = 0;
    send(clocks.fd, question, strlen(question), 0);
    while (!clocks.has_answer)
        if (pthread_cond_timedwait(&clocks.come, &clocks.lock, &until) != 0)
            break;
    strcpy(answer, clocks.has_answer ? clocks.answer : "none");
    pthread_mutex_unlock(&clocks.lock);
}

/* ---- the thread gives up in time ---- */

static void *receive_store(void *unused)
{
    struct timeval time_out = {.tv_sec = 2};
    char text[128];

    setsockopt(store.fd, SOL_SOCKET, SO_RCVTIMEO, &time_out, sizeof(time_out));
    for (;;) {
        ssize_t n = recv(store.fd, text, sizeof(text) - 1, 0);
        text[n > 0 ? n : 0] = '\0';
        pthread_mutex_lock(&store.lock);
        strcpy(store.answer, text);
        store.has_answer = 1;
        pthread_cond_signal(&store.come);
        pthread_mutex_unlock(&store.lock);
    }
    return unused;
}

static void ask_store_ok(const char *question, char *answer)
{
    pthread_mutex_lock(&store.lock);
    store.has_answer = 0;
    send(store.fd, question, strlen(question), 0);
    while (!store.has_answer)
        pthread_cond_wait(&store.come, &store.lock);
    strcpy(answer, store.answer);
    pthread_mutex_unlock(&store.lock);
}

/* ---- somebody else wakes ---- */

static void *receive_weather(void *unused)
{
    char text[128];

    for (;;) {
        ssize_t n = recv(weather.fd, text, sizeof(text) - 1, 0);
        if (n <= 0)
            continue;
        text[n] = '\0';
        pthread_mutex_lock(&weather.lock);
        strcpy(weather.answer, text);
        weather.has_answer = 1;
        pthread_cond_signal(&weather.come);
        pthread_mutex_unlock(&weather.lock);
    }
    return unused;
}

static void *tick(void *unused)
{
    for (;;) {
        sleep(2);
        pthread_mutex_lock(&weather.lock);
        weather.has_answer = 1;
        pthread_cond_signal(&weather.come);
        pthread_mutex_unlock(&weather.lock);
    }
    return unused;
}

static void ask_weather_ok(const char *question, char *answer)
{
    pthread_mutex_lock(&weather.lock);
    weather.has_answer = 0;
    send(weather.fd, question, strlen(question), 0);
    while (!weather.has_answer)
        pthread_cond_wait(&weather.come, &weather.lock);
    strcpy(answer, weather.answer);
    pthread_mutex_unlock(&weather.lock);
}

/* ---- a semaphore ---- */

static int names_fd;
static sem_t names_come;

static void *receive_names(void *unused)
{
    char text[128];

    for (;;)
        if (recv(names_fd, text, sizeof(text), 0) > 0)
            sem_post(&names_come);
    return unused;
}

static void ask_names_bad(const char *question)
{
    send(names_fd, question, strlen(question), 0);
    sem_wait(&names_come); // EXPECT: client-no-timeout
}

/* ---- the server ---- */

static void start(void *(*body)(void *))
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, body, NULL) == 0)
        pthread_detach(thread);
}

int main(void)
{
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(8000)};
    struct timeval time_out = {.tv_sec = 2};
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    if (bind(listener, (struct sockaddr *)&own, sizeof(own)) != 0 || listen(listener, 8) != 0)
        return 1;
    directory.fd = dial(8001, 1);
    clocks.fd = dial(8002, 1);
    store.fd = dial(8003, 1);
    weather.fd = dial(8004, 1);
    names_fd = dial(8005, 1);
    sem_init(&names_come, 0, 0);
    start(receive_directory);
    start(receive_clock);
    start(receive_store);
    start(receive_weather);
    start(tick);
    start(receive_names);
    for (;;) {
        int client = accept(listener, NULL, NULL);
        char question[128], answer[128] = "";
        if (client < 0)
            continue;
        setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &time_out, sizeof(time_out));
        setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &time_out, sizeof(time_out));
        ssize_t n = recv(client, question, sizeof(question) - 1, 0);
        question[n > 0 ? n : 0] = '\0';
        ask_directory_bad(question, answer);
        ask_clock_ok(question, answer);
        ask_store_ok(question, answer);
        ask_weather_ok(question, answer);
        ask_names_bad(question);
        send(client, answer, strlen(answer), MSG_NOSIGNAL);
        close(client);
    }
}
