/* Cleanup functions inside of each other: one that is cancelled runs all of them. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void drop_socket(void *argument)
{
    close(*(int *)argument);
}

static void drop_memory(void *argument)
{
    free(*(void **)argument);
}

static long ask_ok(const char *text)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    long got = -1;

    if (fd == -1)
        return -1;
    pthread_cleanup_push(drop_socket, &fd);
    if (connect(fd, NULL, 0) == 0) {
        char *body = malloc(2048);
        pthread_cleanup_push(drop_memory, &body);
        if (body && send(fd, text, strlen(text), 0) > 0)
            got = (long)recv(fd, body, 2048, 0);
        pthread_cleanup_pop(1);
    }
    pthread_cleanup_pop(1);
    return got;
}

static long ask_bad(const char *text)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); // EXPECT: client-leaked
    long got = -1;

    if (fd == -1)
        return -1;
    pthread_cleanup_push(drop_socket, &fd);
    if (connect(fd, NULL, 0) == 0) {
        char *body = malloc(2048);
        pthread_cleanup_push(drop_memory, &body);
        if (body && send(fd, text, strlen(text), 0) > 0)
            got = (long)recv(fd, body, 2048, 0);
        pthread_cleanup_pop(1);
    }
    pthread_cleanup_pop(0); /* it is closed only where the thread is cancelled */
    return got;
}

static void *serve(void *argument)
{
    char line[100];
    long sum = 0;

    while (fgets(line, sizeof(line), argument))
        sum += ask_ok(line) + ask_bad(line);
    printf("%ld\n", sum);
    return NULL;
}

int main(void)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, serve, stdin) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
