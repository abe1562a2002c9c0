/* Net-SNMP: the handler of a registration runs per request. */
#include <pthread.h>
#include <stdio.h>

#include "mini_snmp_agent.h"

static void *measure_disk(void *arg)
{
    FILE *file = fopen("measure_disk.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("measure disk\n", file);
        fclose(file);
    }
    return NULL;
}

static void *find_disks(void *arg)
{
    FILE *file = fopen("find_disks.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("find disks\n", file);
        fclose(file);
    }
    return NULL;
}

static int on_disk_bad(struct netsnmp_mib_handler *handler,
                       struct netsnmp_handler_registration *registration, void *info,
                       void *requests)
{
    (void)handler, (void)registration, (void)info, (void)requests;
    pthread_t tid;
    if (pthread_create(&tid, NULL, measure_disk, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static const oid disk_oid[] = {1, 3, 6, 1, 4, 1, 8072, 2, 1};

int main(void)
{
    netsnmp_register_scalar(
        netsnmp_create_handler_registration("disk", on_disk_bad, disk_oid, 9, 1));
    /* once, before the loop */
    pthread_t tid;
    if (pthread_create(&tid, NULL, find_disks, NULL) == 0)
        pthread_detach(tid);
    for (;;)
        agent_check_and_process(1);
}
