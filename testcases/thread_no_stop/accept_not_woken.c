/* A thread in accept(): the flag alone does not reach it. Closing, shutdown(2), connect() do. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

void serve_client(int fd);

struct control {
    int listener;
    pthread_t thread;
    atomic_bool stop;
};

struct admin {
    int listener;
    pthread_t thread;
    atomic_bool stop;
};

static void *control_run(void *arg)
{
    struct control *control = arg;
    while (!control->stop) {
        int fd = accept(control->listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve_client(fd);
        close(fd);
    }
    return NULL;
}

static void *admin_run(void *arg)
{
    struct admin *admin = arg;
    while (!admin->stop) {
        int fd = accept(admin->listener, NULL, NULL);
        if (fd < 0)
            continue;
        serve_client(fd);
        close(fd);
    }
    return NULL;
}

static int listen_on(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (bind(fd, (struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 8) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* Closed only when the thread has ended. */
struct control *control_open_bad(int port)
{
    struct control *control = calloc(1, sizeof *control);
    if (control == NULL)
        return NULL;
    control->listener = listen_on(port);
    if (control->listener < 0)
        goto failed;
    if (pthread_create(&control->thread, NULL, control_run, control) != 0) // EXPECT: thread-no-stop
        goto failed;
    return control;
failed:
    free(control);
    return NULL;
}

void control_close(struct control *control)
{
    control->stop = true;
    pthread_join(control->thread, NULL);
    close(control->listener);
    free(control);
}

struct admin *admin_open_ok(int port)
{
    struct admin *admin = calloc(1, sizeof *admin);
    if (admin == NULL)
        return NULL;
    admin->listener = listen_on(port);
    if (admin->listener < 0)
        goto failed;
    if (pthread_create(&admin->thread, NULL, admin_run, admin) != 0)
        goto failed;
    return admin;
failed:
    free(admin);
    return NULL;
}

void admin_close(struct admin *admin)
{
    admin->stop = true;
    shutdown(admin->listener, SHUT_RDWR);
    pthread_join(admin->thread, NULL);
    close(admin->listener);
    free(admin);
}

/* The descriptor's own end is the flag: accept fails, and the loop ends. */
static int gate_fd = -1;
static pthread_t gate_thread;

static void *gate_run(void *arg)
{
    int fd;
    while ((fd = accept(gate_fd, NULL, NULL)) >= 0) {
        serve_client(fd);
        close(fd);
    }
    return arg;
}

int gate_open_ok(int port)
{
    gate_fd = listen_on(port);
    return gate_fd < 0 ? -1 : pthread_create(&gate_thread, NULL, gate_run, NULL);
}

void gate_close(void)
{
    close(gate_fd);
    pthread_join(gate_thread, NULL);
}

/* Woken by a connection to itself. */
static int door_fd = -1, door_port;
static volatile bool door_stop;
static pthread_t door_thread;

static void *door_run(void *arg)
{
    while (!door_stop) {
        int fd = accept(door_fd, NULL, NULL);
        if (fd >= 0 && !door_stop)
            serve_client(fd);
        if (fd >= 0)
            close(fd);
    }
    return arg;
}

int door_open_ok(int port)
{
    door_port = port;
    door_fd = listen_on(port);
    return door_fd < 0 ? -1 : pthread_create(&door_thread, NULL, door_run, NULL);
}

static void door_knock(void)
{
    struct sockaddr_in self = {.sin_family = AF_INET, .sin_port = htons((in_port_t)door_port)};
    self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return;
    connect(fd, (struct sockaddr *)&self, sizeof self);
    close(fd);
}

void door_close(void)
{
    door_stop = true;
    door_knock();
    pthread_join(door_thread, NULL);
    close(door_fd);
}

/* Woken by a unix signal: accept returns EINTR. */
static int port_fd = -1;
static volatile sig_atomic_t port_stop;
static pthread_t port_thread;

static void on_usr2(int number)
{
    (void)number;
}

static void *port_run(void *arg)
{
    while (!port_stop) {
        int fd = accept(port_fd, NULL, NULL);
        if (fd < 0 && errno == EINTR)
            continue;
        serve_client(fd);
        close(fd);
    }
    return arg;
}

int port_open_ok(int port)
{
    struct sigaction action = {.sa_handler = on_usr2};
    sigaction(SIGUSR2, &action, NULL);
    port_fd = listen_on(port);
    return port_fd < 0 ? -1 : pthread_create(&port_thread, NULL, port_run, NULL);
}

void port_close(void)
{
    port_stop = 1;
    pthread_kill(port_thread, SIGUSR2);
    pthread_join(port_thread, NULL);
    close(port_fd);
}
