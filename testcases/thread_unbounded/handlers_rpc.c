/* ONC RPC: the dispatch function of a service runs per request. */
#include <pthread.h>
#include <stdio.h>

#include "mini_rpc.h"

static void *export_table(void *arg)
{
    FILE *file = fopen("export_table.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("export table\n", file);
        fclose(file);
    }
    return NULL;
}

static void *scan_disks(void *arg)
{
    FILE *file = fopen("scan_disks.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("scan disks\n", file);
        fclose(file);
    }
    return NULL;
}

static void dispatch_bad(struct svc_req *request, SVCXPRT *transport)
{
    (void)transport;
    if (request->rq_proc != 1)
        return;
    pthread_t tid;
    if (pthread_create(&tid, NULL, export_table, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
}

int main(void)
{
    SVCXPRT *transport = svctcp_create(-1, 0, 0);
    if (transport == NULL || !svc_register(transport, 0x20000001, 1, dispatch_bad, 6))
        return 1;
    /* once, before requests are served */
    pthread_t tid;
    if (pthread_create(&tid, NULL, scan_disks, NULL) == 0)
        pthread_detach(tid);
    svc_run();
    return 1;
}
