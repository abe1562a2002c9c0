/* Who waits for signals starts a thread for each; the good one waits for its end before the next. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static void *load(void *file)
{
    FILE *in = fopen(file, "r");
    char line[256];
    while (in != NULL && fgets(line, sizeof line, in) != NULL)
        fputs(line, stderr);
    if (in != NULL)
        fclose(in);
    return NULL;
}

static void *reload_at_hangup_bad(void *file)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    while (sigwait(&set, &number) == 0) {
        pthread_t loader;
        if (pthread_create(&loader, NULL, load, file) == 0) // EXPECT: thread-unbounded
            pthread_detach(loader);
    }
    return NULL;
}

static void reload_at_usr2_ok(char *file)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGTERM);
    while (sigwait(&set, &number) == 0 && number == SIGUSR2) {
        pthread_t loader;
        if (pthread_create(&loader, NULL, load, file) == 0)
            pthread_join(loader, NULL);
    }
}

int main(int argc, char **argv)
{
    pthread_t waiter;
    sigset_t set;
    sigfillset(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (argc < 3 || pthread_create(&waiter, NULL, reload_at_hangup_bad, argv[1]) != 0)
        return 1;
    pthread_detach(waiter);
    reload_at_usr2_ok(argv[2]);
    return 0;
}
