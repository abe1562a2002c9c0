/* A module of PAM: an application calls it for each login. What it does at its first is done once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_pam.h"

static void *mail_owner(void *arg)
{
    FILE *file = fopen("mail_owner.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("mail owner\n", file);
        fclose(file);
    }
    return NULL;
}

static void *watch_homes(void *arg)
{
    FILE *file = fopen("watch_homes.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("watch homes\n", file);
        fclose(file);
    }
    return NULL;
}

int pam_sm_authenticate(pam_handle_t *handle, int flags, int argc, const char **argv)
{
    (void)handle, (void)flags, (void)argc, (void)argv;
    pthread_t tid;
    if (pthread_create(&tid, NULL, mail_owner, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static pthread_once_t homes_once = PTHREAD_ONCE_INIT;

static void start_homes_ok(void)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, watch_homes, NULL) == 0)
        pthread_detach(tid);
}

int pam_sm_open_session(pam_handle_t *handle, int flags, int argc, const char **argv)
{
    (void)handle, (void)flags, (void)argc, (void)argv;
    return pthread_once(&homes_once, start_homes_ok);
}
