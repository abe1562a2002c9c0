/* Zephyr: threads, message queues, queues, work, timers and polling.
 *
 * States    the Kernel Services pages and the API reference of Zephyr 3.7. A system call k_…() is an
 *           inline function that calls z_impl_k_…(): both names are stated, k_…() for headers that
 *           declare it. k_fifo_…() and k_lifo_…() are macros of k_queue_…().
 * Handles   The address of the object. A thread's stack and object are the program's own memory, so that
 *           nothing is kept where nobody joins it.
 * Channels  A message queue has room for the number that it is made for, a queue (fifo, lifo) is a list
 *           without limit. What a message of the former holds is not followed: it escapes. A k_timeout_t
 *           is a struct, K_FOREVER one whose ticks are -1; before version 2.3 it was an int of that value.
 *           An object that is defined statically (K_MSGQ_DEFINE) is made by no call, but by its
 *           initializer. Which event k_poll() waits for is not known (0).
 * Failures  What needs no memory does not fail. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* K_FOREVER, in ticks. */
#define FOREVER (-1)

/* What is received there is not known. */
static void fill(void *data)
{
    if (data)
        *(char *)data = (char)model_any();
}

/* ---- threads ---- */

/* As the header declares it: what K_THREAD_DEFINE() defines. */
struct _static_thread_data {
    void *init_entry;
};

static __attribute__((__unused__)) void static_thread(struct _static_thread_data *self)
{
    model_calls_once(self->init_entry, 0);
}

void *k_thread_create(void *thread, void *stack, size_t size, void *entry, void *one, void *two,
                      void *three, int priority, unsigned options, long delay)
{
    model_lives_in(thread);
    return model_spawn(entry, one, 1);
}

void *z_impl_k_thread_create(void *thread, void *stack, size_t size, void *entry, void *one,
                             void *two, void *three, int priority, unsigned options, long delay)
{
    model_lives_in(thread);
    return model_spawn(entry, one, 1);
}

void k_thread_abort(void *thread)
{
    model_cancel(thread);
}

void z_impl_k_thread_abort(void *thread)
{
    model_cancel(thread);
}

void k_thread_start(void *thread)
{
}

int k_thread_join(void *thread, long timeout)
{
    return (int)model_any();
}

int k_thread_name_set(void *thread, const char *name)
{
    return (int)model_any();
}

int k_sleep(long timeout)
{
    model_sleeps();
    return (int)model_any();
}

int k_msleep(int milliseconds)
{
    model_sleeps();
    return (int)model_any();
}

void k_yield(void)
{
}

/* ---- message queues ---- */

/* As the header declares it: what K_MSGQ_DEFINE() defines. */
struct k_msgq {
    unsigned max_msgs;
};

static __attribute__((__unused__)) void static_queue(struct k_msgq *self)
{
    model_make(self, self->max_msgs, 0);
}

void k_msgq_init(void *queue, char *buffer, size_t size, unsigned most)
{
    model_make(queue, most, 0);
}

int k_msgq_alloc_init(void *queue, size_t size, unsigned most)
{
    model_make(queue, most, 0);
    return (int)model_any();
}

int z_impl_k_msgq_alloc_init(void *queue, size_t size, unsigned most)
{
    model_make(queue, most, 0);
    return (int)model_any();
}

int k_msgq_put(void *queue, const void *message, long timeout)
{
    model_escape(message);
    model_put(queue, timeout == FOREVER);
    return (int)model_any();
}

int z_impl_k_msgq_put(void *queue, const void *message, long timeout)
{
    model_escape(message);
    model_put(queue, timeout == FOREVER);
    return (int)model_any();
}

int k_msgq_get(void *queue, void *message, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    fill(message);
    return (int)model_any();
}

int z_impl_k_msgq_get(void *queue, void *message, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    fill(message);
    return (int)model_any();
}

int k_msgq_peek(void *queue, void *message)
{
    fill(message);
    return (int)model_any();
}

unsigned k_msgq_num_used_get(void *queue)
{
    return (unsigned)model_any();
}

unsigned k_msgq_num_free_get(void *queue)
{
    return (unsigned)model_any();
}

/* What is in it is dropped, and whoever waits for room goes on. */
void k_msgq_purge(void *queue)
{
    model_receive(queue, 0);
}

void z_impl_k_msgq_purge(void *queue)
{
    model_receive(queue, 0);
}

/* ---- queues, fifos, lifos: what is put in is the list's node itself ---- */

/* Laid over a k_queue: what is put in is somewhere in it. */
struct model_queue {
    void *items[1024];
};

/* As the header declares it: what K_FIFO_DEFINE() and K_LIFO_DEFINE() define has one. */
struct k_queue {
    void *data_q;
};

static __attribute__((__unused__)) void static_list(struct k_queue *self)
{
    model_make(self, MODEL_NO_LIMIT, 0);
}

void k_queue_init(void *queue)
{
    model_make(queue, MODEL_NO_LIMIT, 0);
}

void z_impl_k_queue_init(void *queue)
{
    model_make(queue, MODEL_NO_LIMIT, 0);
}

void k_queue_append(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

void k_queue_prepend(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

int k_queue_alloc_append(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

int z_impl_k_queue_alloc_append(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

int k_queue_alloc_prepend(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

int z_impl_k_queue_alloc_prepend(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

void *k_queue_get(struct model_queue *queue, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void *z_impl_k_queue_get(struct model_queue *queue, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void k_queue_cancel_wait(void *queue)
{
    model_interrupt(0);
}

void z_impl_k_queue_cancel_wait(void *queue)
{
    model_interrupt(0);
}

void k_fifo_init(void *queue)
{
    model_make(queue, MODEL_NO_LIMIT, 0);
}

void k_fifo_put(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

int k_fifo_alloc_put(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

void *k_fifo_get(struct model_queue *queue, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

void k_fifo_cancel_wait(void *queue)
{
    model_interrupt(0);
}

void k_lifo_init(void *queue)
{
    model_make(queue, MODEL_NO_LIMIT, 0);
}

void k_lifo_put(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
}

int k_lifo_alloc_put(struct model_queue *queue, void *item)
{
    queue->items[model_any()] = item;
    model_send(queue);
    return (int)model_any();
}

void *k_lifo_get(struct model_queue *queue, long timeout)
{
    model_receive(queue, timeout == FOREVER);
    if (model_fails())
        return 0;
    return queue->items[model_any()];
}

/* ---- work: run by a thread of the kernel ---- */

/* As the header declares them: what K_WORK_DEFINE() and K_TIMER_DEFINE() define. */
struct k_work {
    void *handler;
};

struct k_timer {
    void *expiry_fn;
    void *stop_fn;
};

static __attribute__((__unused__)) void static_work(struct k_work *self)
{
    model_on_event(self->handler, self);
}

static __attribute__((__unused__)) void static_timer(struct k_timer *self)
{
    model_on_timer(self->expiry_fn, self);
    model_on_event(self->stop_fn, self);
}

void k_work_init(void *work, void *handler)
{
    model_on_event(handler, work);
}

int k_work_submit(void *work)
{
    return (int)model_any();
}

void k_timer_init(void *timer, void *expired, void *stopped)
{
    model_on_timer(expired, timer);
    if (stopped)
        model_on_event(stopped, timer);
}

/* ---- polling ---- */

int k_poll(void *events, int count, long timeout)
{
    model_waits_for_event();
    model_receive(0, timeout == FOREVER);
    return (int)model_any();
}

int z_impl_k_poll(void *events, int count, long timeout)
{
    model_waits_for_event();
    model_receive(0, timeout == FOREVER);
    return (int)model_any();
}

void k_poll_event_init(void *event, unsigned type, int mode, void *object)
{
    model_escape(object);
}
