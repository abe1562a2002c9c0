#include "lookup.h"

#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

static char looked_up[256];
static bool has_started;

static void *lookup_run(void *host)
{
    struct addrinfo *found = NULL;
    if (getaddrinfo(host, NULL, NULL, &found) == 0) {
        printf("%s is %s\n", (const char *)host, found->ai_canonname);
        freeaddrinfo(found);
    }
    return NULL;
}

void lookup_start(const char *host)
{
    pthread_t thread;
    snprintf(looked_up, sizeof looked_up, "%s", host);
    if (pthread_create(&thread, NULL, lookup_run, looked_up) == 0) { // EXPECT: thread-unbounded
        pthread_detach(thread);
        has_started = true;
    }
    if (!has_started)
        fprintf(stderr, "no look-up of %s\n", host);
}
