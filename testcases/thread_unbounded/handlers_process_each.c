/* A process for each connection: what it starts ends with it; the parent that starts one more thread for each does not. */
#include <pthread.h>
#include <stdio.h>

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void *compress(void *arg)
{
    FILE *file = fopen("compress.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("compress\n", file);
        fclose(file);
    }
    return NULL;
}

static void *note_child(void *arg)
{
    FILE *file = fopen("note_child.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("note child\n", file);
        fclose(file);
    }
    return NULL;
}

static void serve_ok(int fd)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, compress, NULL) == 0)
        pthread_detach(tid);
    if (write(fd, "hello\n", 6) < 0)
        exit(1);
    close(fd);
}

static void watch_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, note_child, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 5) != 0)
        return 1;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (fork() == 0) {
            close(listener);
            serve_ok(fd);
            exit(0);
        }
        watch_bad();
        close(fd);
    }
}
