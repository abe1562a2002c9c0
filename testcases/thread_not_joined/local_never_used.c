/* The handle is a local that nobody looks at again: "fire and forget" without the detach. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void *send_mail(void *text)
{
    free(text);
    return NULL;
}

void notify_bad(const char *text)
{
    pthread_t sender;
    pthread_create(&sender, NULL, send_mail, strdup(text)); // EXPECT: thread-not-joined
}

void notify_ok(const char *text)
{
    pthread_t sender;
    if (pthread_create(&sender, NULL, send_mail, strdup(text)) == 0)
        pthread_detach(sender);
}

/* A block of its own inside a longer function. */
int store_bad(const char *text, int urgent)
{
    if (urgent) {
        pthread_t sender;
        pthread_create(&sender, NULL, send_mail, strdup(text)); // EXPECT: thread-not-joined
    }
    return text[0] != '\0';
}

int store_ok(const char *text, int urgent)
{
    if (urgent) {
        pthread_t sender;
        pthread_create(&sender, NULL, send_mail, strdup(text));
        pthread_join(sender, NULL);
    }
    return text[0] != '\0';
}

/* The body ends by pthread_exit; that is a return, and no detach. */
static void *log_and_exit(void *text)
{
    free(text);
    pthread_exit(NULL);
}

void log_text_bad(const char *text)
{
    pthread_t logger;
    pthread_create(&logger, NULL, log_and_exit, strdup(text)); // EXPECT: thread-not-joined
}

void log_text_ok(const char *text)
{
    pthread_t logger;
    pthread_create(&logger, NULL, log_and_exit, strdup(text));
    pthread_join(logger, NULL);
}
