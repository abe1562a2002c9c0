/* Semaphores and message queues.
 *
 * States    POSIX.1-2017 (<semaphore.h>, <mqueue.h>, <sys/msg.h>,
 *           <sys/sem.h>), sem_clockwait() as in POSIX.1-2024,
 *           and sem_overview(7), mq_overview(7), msgop(2) and semop(2) of the Linux man-pages.
 * Channels  A semaphore is one by its address, a queue by its number. Waiting for a semaphore is
 *           waiting for another thread; a message comes from anybody, so a loop that receives messages
 *           is one per event. What has a name (sem_open(), mq_open()) is one for all who open it, and
 *           other programs may; what has a key (msgget(), semget()) is shared with other processes: it
 *           is not made here.
 * Failures  A result of which nothing is known stands for both ways. Waiting for a semaphore is an end
 *           only where a unix signal comes, which few programs look for. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- semaphores ---- */

/* What is shared with other processes may be posted there. */
int sem_init(void *semaphore, int shared, unsigned count)
{
    if (shared == 0)
        model_make(semaphore, MODEL_COUNTED, count);
    return (int)model_any();
}

int sem_destroy(void *semaphore)
{
    return (int)model_any();
}

int sem_getvalue(void *semaphore, int *value)
{
    *value = (int)model_any();
    return (int)model_any();
}

int sem_wait(void *semaphore)
{
    model_receive(semaphore, 1);
    return (int)model_any();
}

int sem_timedwait(void *semaphore, const void *deadline)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int sem_clockwait(void *semaphore, int clock, const void *deadline)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int sem_trywait(void *semaphore)
{
    model_receive(semaphore, 0);
    return (int)model_any();
}

int sem_post(void *semaphore)
{
    model_send(semaphore);
    return (int)model_any();
}

/* A semaphore that has a name. */
void *sem_open(const char *name, int flags, unsigned mode, unsigned count)
{
    if (model_fails())
        return 0;
    void *semaphore = model_new();
    if (count == 0)
        model_make(semaphore, MODEL_COUNTED, 0);
    model_named(semaphore, name, 0);
    return semaphore;
}

int sem_unlink(const char *name)
{
    model_unnamed(name);
    return (int)model_any();
}

int sem_close(void *semaphore)
{
    return (int)model_any();
}

/* ---- message queues ---- */

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

/* As <mqueue.h> declares it. */
struct mq_attr {
    long mq_flags;
    long mq_maxmsg;
    long mq_msgsize;
    long mq_curmsgs;
};

/* Messages that a queue takes where nothing is asked for (mq_overview(7), msg_default). */
enum { QUEUE_DEFAULT = 10 };

/* The attributes are those of a queue that is made: without them, it may be there already. */
int mq_open(const char *name, int flags, unsigned mode, const struct mq_attr *attr)
{
    int queue = model_descriptor();

    if (attr)
        model_make((const void *)(long)queue, attr->mq_maxmsg, 0);
    else
        model_make((const void *)(long)queue, QUEUE_DEFAULT, 0);
    model_named((const void *)(long)queue, name, 0);
    return queue;
}

int mq_unlink(const char *name)
{
    model_unnamed(name);
    return (int)model_any();
}

long mq_receive(int queue, char *message, size_t size, unsigned *priority)
{
    model_waits_for_message();
    model_receive((const void *)(long)queue, 1);
    fill(message);
    return model_any();
}

long mq_timedreceive(int queue, char *message, size_t size, unsigned *priority,
                     const void *deadline)
{
    model_waits_for_message();
    model_receive((const void *)(long)queue, 0);
    fill(message);
    return model_any();
}

int mq_send(int queue, const char *message, size_t size, unsigned priority)
{
    model_send((const void *)(long)queue);
    return (int)model_any();
}

int mq_timedsend(int queue, const char *message, size_t size, unsigned priority,
                 const void *deadline)
{
    model_offer((const void *)(long)queue);
    return (int)model_any();
}

int mq_close(int queue)
{
    model_close((const void *)(long)queue);
    return (int)model_any();
}

/* O_NONBLOCK is the only flag that can be set. */
int mq_setattr(int queue, const void *attr, void *old_attr)
{
    model_set_timeout((const void *)(long)queue);
    return (int)model_any();
}

/* A queue without a key (IPC_PRIVATE) is the program's own. It holds 16,384 bytes by default, and as many
 * empty messages (msgop(2)). */
enum { KEY_PRIVATE = 0, QUEUE_ROOM = 16384 };

int msgget(int key, int flags)
{
    int queue = (int)model_any();

    if (key == KEY_PRIVATE)
        model_make((const void *)(long)queue, QUEUE_ROOM, 0);
    return queue;
}

/* What a message begins with. */
struct message_head {
    long type;
};

/* A flag may be IPC_NOWAIT: without one the call waits for ever. */
long msgrcv(int queue, void *message, size_t size, long type, int flags)
{
    model_waits_for_message();
    model_receive((const void *)(long)queue, flags == 0);
    model_tagged(type);
    fill(message);
    return model_any();
}

/* A flag may be IPC_NOWAIT. */
int msgsnd(int queue, const void *message, size_t size, int flags)
{
    model_put((const void *)(long)queue, flags == 0);
    model_tagged(((const struct message_head *)message)->type);
    return (int)model_any();
}

enum { COMMAND_REMOVE = 0 }; /* IPC_RMID */

/* Whoever waits for a queue that is removed goes on. */
int msgctl(int queue, int command, void *buffer)
{
    if (command == COMMAND_REMOVE)
        model_close((const void *)(long)queue);
    return (int)model_any();
}

/* ---- sets of semaphores ---- */

/* As <sys/sem.h> declares it. */
struct sembuf {
    unsigned short sem_num;
    short sem_op;
    short sem_flg;
};

enum { NO_WAIT = 04000 }; /* IPC_NOWAIT */

/* A set without a key is the program's own, and its semaphores are zero, as Linux makes them. */
int semget(int key, int count, int flags)
{
    int set = (int)model_any();

    if (key == KEY_PRIVATE)
        model_make((const void *)(long)set, MODEL_COUNTED, 0);
    return set;
}

/* Which way one counts that is not known, is taken as both, and no wait as one for ever; several may count up as
 * well. What waits for zero is not told of. Which semaphore of the set it is, is its tag, but for the first one, which stands
 * for any where it is waited for. */
int semop(int set, struct sembuf *operations, size_t count)
{
    if (operations->sem_op > 0)
        model_send((const void *)(long)set);
    if (count != 1)
        model_send((const void *)(long)set);
    if (operations->sem_op < 0)
        model_receive((const void *)(long)set, (operations->sem_flg & NO_WAIT) == 0);
    if (count == 1)
        model_tagged(operations->sem_num);
    return (int)model_any();
}

int semtimedop(int set, void *operations, size_t count, const void *timeout)
{
    model_send((const void *)(long)set);
    model_receive((const void *)(long)set, 0);
    return (int)model_any();
}

enum { COMMAND_SET = 16 };     /* SETVAL */
enum { COMMAND_SET_ALL = 17 }; /* SETALL */

/* What is set may be what is waited for. */
int semctl(int set, int number, int command, long argument)
{
    if (command == COMMAND_SET)
        model_send((const void *)(long)set);
    if (command == COMMAND_SET)
        model_tagged(number);
    if (command == COMMAND_SET_ALL)
        model_send((const void *)(long)set);
    if (command == COMMAND_REMOVE)
        model_close((const void *)(long)set);
    return (int)model_any();
}
