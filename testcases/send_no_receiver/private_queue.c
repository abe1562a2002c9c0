/* A System V queue of the process alone: what is put in stays there, or a thread takes it. */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

struct audit {
    long type;
    char text[120];
};

static int lost_queue = -1;
static int kept_queue = -1;
static pthread_t keeper;

int audit_open_bad(void)
{
    lost_queue = msgget(IPC_PRIVATE, 0600 | IPC_CREAT);
    return lost_queue < 0 ? -errno : 0;
}

int audit_login_bad(const char *user)
{
    struct audit record = {.type = 1};

    snprintf(record.text, sizeof record.text, "login of %s", user);
    return msgsnd(lost_queue, &record, sizeof record.text, 0); // EXPECT: send-no-receiver
}

void audit_close_bad(void)
{
    msgctl(lost_queue, IPC_RMID, NULL);
}

static void *keeper_run(void *arg)
{
    struct audit record;

    while (msgrcv(kept_queue, &record, sizeof record.text, 0, 0) >= 0)
        puts(record.text);
    return arg;
}

int audit_open_ok(void)
{
    kept_queue = msgget(IPC_PRIVATE, 0600 | IPC_CREAT);
    if (kept_queue < 0)
        return -errno;
    int status = pthread_create(&keeper, NULL, keeper_run, NULL);
    if (status != 0)
        msgctl(kept_queue, IPC_RMID, NULL);
    return -status;
}

int audit_login_ok(const char *user)
{
    struct audit record = {.type = 1};

    snprintf(record.text, sizeof record.text, "login of %s", user);
    return msgsnd(kept_queue, &record, sizeof record.text, 0);
}

/* A queue that is removed ends the call that waits for it. */
void audit_close_ok(void)
{
    msgctl(kept_queue, IPC_RMID, NULL);
    pthread_join(keeper, NULL);
}
