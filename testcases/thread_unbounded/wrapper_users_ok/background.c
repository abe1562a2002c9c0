#include "background.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct errand {
    void *(*body)(void *);
    void *arg;
};

static void *background_main(void *arg)
{
    struct errand errand = *(struct errand *)arg;
    free(arg);
    pthread_detach(pthread_self());
    return errand.body(errand.arg);
}

void background(void *(*body)(void *), void *arg)
{
    pthread_t thread;
    struct errand *errand = malloc(sizeof *errand);
    if (errand == NULL)
        abort();
    *errand = (struct errand){body, arg};
    if (pthread_create(&thread, NULL, background_main, errand) != 0) {
        perror("background");
        free(errand);
    }
}
