#include "thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *deliver(void *arg)
{
    printf("mail: %s\n", (char *)arg);
    free(arg);
    return NULL;
}

void mail_send(const char *text)
{
    pthread_t id;
    char *copy = strdup(text);
    if (copy != NULL && thread_create(&id, deliver, copy) != 0) // EXPECT: thread-not-joined
        free(copy);
}
