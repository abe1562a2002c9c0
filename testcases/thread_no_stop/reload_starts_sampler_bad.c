/* Each SIGHUP reads the configuration and starts a sampler that never ends; the old one goes on. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int read_configuration(const char *file);
int read_load(void);

static int load_sum;

static void *sample(void *arg)
{
    (void)arg;
    while (1) {
        load_sum += read_load();
        sleep(1);
    }
    return NULL;
}

static int sampler_start(void)
{
    pthread_attr_t attr;
    pthread_t sampler;
    pthread_attr_init(&attr);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    int rc = pthread_create(&sampler, &attr, sample, NULL); // EXPECT: thread-no-stop
    pthread_attr_destroy(&attr);
    return rc;
}

int main(int argc, char **argv)
{
    sigset_t set;
    int number;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    while (sigwait(&set, &number) == 0 && number == SIGHUP) {
        if (read_configuration(argc > 1 ? argv[1] : "sampler.conf") != 0)
            continue;
        if (sampler_start() != 0)
            perror("sampler");
    }
    return 0;
}
