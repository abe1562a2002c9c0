/* Loops over what is given: as many threads as the configuration, the arguments or a file has
 * entries. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct host {
    struct host *next;
    const char *name;
    int interval;
};

static const char *const zones[] = {"north", "south", "west", NULL};

static void *greet(void *arg)
{
    printf("%s\n", (const char *)arg);
    return NULL;
}

static void *ping(void *arg)
{
    struct host *host = arg;
    for (int i = 0; i < 3; i++) {
        printf("ping %s\n", host->name);
        sleep((unsigned)host->interval);
    }
    return NULL;
}

static void start(void *(*body)(void *), void *arg)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, body, arg) == 0)
        pthread_detach(tid);
}

static struct host *hosts_read(const char *file)
{
    struct host *hosts = NULL;
    char line[256];
    FILE *in = fopen(file, "r");
    while (in != NULL && fgets(line, sizeof line, in) != NULL) {
        struct host *host = calloc(1, sizeof *host);
        if (host == NULL)
            break;
        host->name = strdup(line);
        host->next = hosts;
        hosts = host;
    }
    if (in != NULL)
        fclose(in);
    return hosts;
}

/* A thread for each line of a file, while it is read. */
static void start_from_file(const char *path)
{
    char *line = NULL;
    size_t size = 0;
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return;
    while (getline(&line, &size, in) > 0) {
        pthread_t tid;
        char *copy = strdup(line);
        if (pthread_create(&tid, NULL, greet, copy) == 0)
            pthread_detach(tid);
        else
            free(copy);
    }
    free(line);
    fclose(in);
}

int main(int argc, char **argv)
{
    for (const char *const *zone = zones; *zone != NULL; zone++)
        start(greet, (void *)*zone);
    for (int i = 2; i < argc; i++)
        start(greet, argv[i]);
    for (struct host *host = hosts_read(argv[1]); host != NULL; host = host->next)
        start(ping, host);
    start_from_file("greetings");
    pause();
    return 0;
}
