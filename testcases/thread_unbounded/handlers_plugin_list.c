/* Plugins register callbacks by name, in a list that the daemon walks: those for reading at each interval, those for the start once. */
#include <pthread.h>
#include <stdio.h>

#include <stdlib.h>
#include <unistd.h>

static void *read_load(void *arg)
{
    FILE *file = fopen("read_load.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("read load\n", file);
        fclose(file);
    }
    return NULL;
}

static void *open_sensors(void *arg)
{
    FILE *file = fopen("open_sensors.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("open sensors\n", file);
        fclose(file);
    }
    return NULL;
}

struct callback {
    struct callback *next;
    const char *name;
    int (*function)(void);
};

static struct callback *init_list, *read_list;

static int add_callback(struct callback **list, const char *name, int (*function)(void))
{
    struct callback *callback = malloc(sizeof(*callback));
    if (callback == NULL)
        return -1;
    callback->name = name;
    callback->function = function;
    callback->next = *list;
    *list = callback;
    return 0;
}

static int load_read_bad(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, read_load, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

struct starter {
    struct starter *next;
    int (*start)(void);
};

static struct starter *starters;

static int sensors_start_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, open_sensors, NULL) == 0)
        pthread_detach(tid);
    return 0;
}

static void add_starter(int (*start)(void))
{
    struct starter *starter = malloc(sizeof(*starter));
    if (starter == NULL)
        exit(1);
    starter->start = start;
    starter->next = starters;
    starters = starter;
}

static int say_hello(void)
{
    return puts("hello") < 0;
}

int main(void)
{
    add_starter(sensors_start_ok);
    if (add_callback(&init_list, "hello", say_hello) != 0 ||
        add_callback(&read_list, "load", load_read_bad) != 0)
        return 1;
    for (struct starter *s = starters; s != NULL; s = s->next)
        s->start();
    for (;;) {
        for (struct callback *c = read_list; c != NULL; c = c->next)
            c->function();
        sleep(10);
    }
}
