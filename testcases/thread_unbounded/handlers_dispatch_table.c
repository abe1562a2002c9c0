/* A table of commands by name: what it holds is called from the loop that reads requests, or once at the start. */
#include <pthread.h>
#include <stdio.h>

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *run_backup(void *arg)
{
    FILE *file = fopen("run_backup.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("run backup\n", file);
        fclose(file);
    }
    return NULL;
}

static void *check_tables(void *arg)
{
    FILE *file = fopen("check_tables.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("check tables\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_backup_bad(int fd)
{
    (void)fd;
    pthread_t tid;
    if (pthread_create(&tid, NULL, run_backup, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static int on_version(int fd)
{
    return write(fd, "1\n", 2) == 2 ? 0 : -1;
}

static const struct command {
    const char *name;
    int (*run)(int fd);
} commands[] = {{"backup", on_backup_bad}, {"version", on_version}};

static int prepare_tables_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, check_tables, NULL) == 0)
        pthread_detach(tid);
    return 0;
}

static int prepare_folders(void)
{
    return chdir("/");
}

static const struct step {
    const char *name;
    int (*prepare)(void);
} steps[] = {{"tables", prepare_tables_ok}, {"folders", prepare_folders}};

static void dispatch(int fd, const char *name)
{
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            commands[i].run(fd);
}

int main(void)
{
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        if (steps[i].prepare() != 0)
            return 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || listen(listener, 5) != 0)
        return 1;
    for (;;) {
        char name[64] = "";
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            continue;
        if (recv(fd, name, sizeof(name) - 1, 0) > 0)
            dispatch(fd, name);
        close(fd);
    }
}
