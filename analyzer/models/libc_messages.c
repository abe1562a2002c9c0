/* Semaphores and message queues.
 *
 * States    POSIX.1-2017 (<semaphore.h>, <mqueue.h>, <sys/msg.h>), sem_clockwait() as in POSIX.1-2024,
 *           and sem_overview(7), mq_overview(7) and msgop(2) of the Linux man-pages.
 * Channels  A semaphore is one by its address, a queue by its number. Waiting for a semaphore is
 *           waiting for another thread; a message comes from anybody, so a loop that receives messages
 *           is one per event.
 * Failures  A result of which nothing is known stands for both ways. Waiting for a semaphore is an end
 *           only where a unix signal comes, which few programs look for. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- semaphores ---- */

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

/* ---- message queues ---- */

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

long mq_receive(int queue, char *message, size_t size, unsigned *priority)
{
    model_waits_for_event();
    model_receive((const void *)(long)queue, 1);
    fill(message);
    return model_any();
}

long mq_timedreceive(int queue, char *message, size_t size, unsigned *priority,
                     const void *deadline)
{
    model_waits_for_event();
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
    model_send((const void *)(long)queue);
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

/* A flag may be IPC_NOWAIT: without one the call waits for ever. */
long msgrcv(int queue, void *message, size_t size, long type, int flags)
{
    model_waits_for_event();
    model_receive((const void *)(long)queue, flags == 0);
    fill(message);
    return model_any();
}

int msgsnd(int queue, const void *message, size_t size, int flags)
{
    model_send((const void *)(long)queue);
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
