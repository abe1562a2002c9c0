/* libmicrohttpd: the access handler runs per request, and so do callbacks that come with options. */
#include <pthread.h>
#include <stdio.h>

#include "mini_microhttpd.h"

static void *count_visit(void *arg)
{
    FILE *file = fopen("count_visit.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("count visit\n", file);
        fclose(file);
    }
    return NULL;
}

static void *note_end(void *arg)
{
    FILE *file = fopen("note_end.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("note end\n", file);
        fclose(file);
    }
    return NULL;
}

static void *warm_up(void *arg)
{
    FILE *file = fopen("warm_up.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("warm up\n", file);
        fclose(file);
    }
    return NULL;
}

static enum MHD_Result answer_bad(void *data, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_size, void **request)
{
    (void)data, (void)connection, (void)url, (void)method, (void)version, (void)upload;
    (void)upload_size, (void)request;
    pthread_t tid;
    if (pthread_create(&tid, NULL, count_visit, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return MHD_YES;
}

static void on_completed_bad(void *data, struct MHD_Connection *connection, void **request,
                             int reason)
{
    (void)data, (void)connection, (void)request, (void)reason;
    pthread_t tid;
    if (pthread_create(&tid, NULL, note_end, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

int main(void)
{
    struct MHD_Daemon *server =
        MHD_start_daemon(1, 8080, NULL, NULL, answer_bad, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                         on_completed_bad, NULL, MHD_OPTION_END);
    if (server == NULL)
        return 1;
    /* once, in main */
    pthread_t tid;
    if (pthread_create(&tid, NULL, warm_up, NULL) == 0)
        pthread_detach(tid);
    getchar();
    MHD_stop_daemon(server);
    return 0;
}
