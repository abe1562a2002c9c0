/* Unix signals and what notifies like them: handlers, timers, waiting and sending.
 *
 * States    POSIX.1-2017 (<signal.h>, alarm(), setitimer(), timer_create(), mq_notify(),
 *           waitpid()), and the Linux man-pages for
 *           what is not in it (sigset(3), tgkill(2), pidfd_send_signal(2)).
 * Channels  sigwait() waits for a set of signals, to which nothing is sent but by an interruption. A
 *           signal that is sent to a process interrupts any thread of it, and the process may be this
 *           one. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* User data of what is called later, all in one table: it is kept as long as that may be called. A
 * handle may be ended there. */
static void *kept[1024];

static void keep(void *data)
{
    kept[model_any()] = data;
    model_pass(data);
}

/* ---- handlers ---- */

/* SIG_DFL, SIG_IGN and SIG_ERR are numbers, not functions. */
void *signal(int number, void *handler)
{
    model_on_unix_signal(handler);
    return (void *)model_any();
}

void *bsd_signal(int number, void *handler)
{
    model_on_unix_signal(handler);
    return (void *)model_any();
}

void *sysv_signal(int number, void *handler)
{
    model_on_unix_signal(handler);
    return (void *)model_any();
}

void *sigset(int number, void *handler)
{
    model_on_unix_signal(handler);
    return (void *)model_any();
}

/* As the C library's header declares it; its sa_handler and sa_sigaction are macros for fields of a
 * union. */
struct sigaction {
    union {
        void *sa_handler;
        void *sa_sigaction;
    } __sigaction_handler;
};

int sigaction(int number, const struct sigaction *action, struct sigaction *old_action)
{
    if (action) {
        model_on_unix_signal(action->__sigaction_handler.sa_handler);
        model_on_unix_signal(action->__sigaction_handler.sa_sigaction);
    }
    return (int)model_any();
}

/* ---- notification by a call ---- */

/* As glibc's header declares it, where sigev_notify_function is a macro for a field of a union: called
 * in a new thread each time (SIGEV_THREAD). */
struct sigevent {
    union sigval {
        int sival_int;
        void *sival_ptr;
    } sigev_value;
    int sigev_signo;
    int sigev_notify;
    union {
        struct {
            void *_function;
            void *_attribute;
        } _sigev_thread;
    } _sigev_un;
};

int timer_create(int clock, const struct sigevent *event, void **timer)
{
    if (event) {
        model_on_timer(event->_sigev_un._sigev_thread._function, event->sigev_value.sival_ptr);
        keep(event->sigev_value.sival_ptr);
    }
    *timer = (void *)model_any();
    return (int)model_any();
}

/* The timer may send a unix signal. */
int timer_settime(void *timer, int flags, const void *time, void *old_time)
{
    model_interrupt_later(0);
    model_client_bounds(0);
    return (int)model_any();
}

/* For one message: the function that is called asks for the next. */
int mq_notify(int queue, const struct sigevent *event)
{
    if (event) {
        model_on_event(event->_sigev_un._sigev_thread._function, event->sigev_value.sival_ptr);
        keep(event->sigev_value.sival_ptr);
    }
    return (int)model_any();
}

/* ---- waiting ---- */

int sigwait(const void *set, int *number)
{
    *number = (int)model_any();
    model_waits_for_event();
    model_receive(set, 1);
    return (int)model_any();
}

int sigwaitinfo(const void *set, void *info)
{
    model_waits_for_event();
    model_receive(set, 1);
    return (int)model_any();
}

int sigtimedwait(const void *set, void *info, const void *timeout)
{
    model_waits_for_event();
    model_receive(set, timeout == 0);
    return (int)model_any();
}

int sigsuspend(const void *mask)
{
    model_waits_for_event();
    model_unblocks(mask);
    model_receive(mask, 1);
    return (int)model_any();
}

int pause(void)
{
    model_waits_for_event();
    model_receive(0, 1);
    return (int)model_any();
}

/* The children that end are what these wait for: that is none of a thread's business. */
int wait(int *status)
{
    model_reaps();
    model_waits_for_event();
    return (int)model_any();
}

int waitpid(int child, int *status, int options)
{
    if (options == 0)
        model_reaps();
    model_waits_for_event();
    return (int)model_any();
}

/* ---- sending ---- */

int raise(int number)
{
    model_interrupt(0);
    return (int)model_any();
}

int kill(int process, int number)
{
    model_interrupt(0);
    return (int)model_any();
}

int killpg(int group, int number)
{
    model_interrupt(0);
    return (int)model_any();
}

int sigqueue(int process, int number, const void *value)
{
    model_interrupt(0);
    return (int)model_any();
}

int tgkill(int process, int thread, int number)
{
    model_interrupt(0);
    return (int)model_any();
}

int pidfd_send_signal(int process, int number, void *info, unsigned flags)
{
    model_interrupt(0);
    return (int)model_any();
}

unsigned alarm(unsigned seconds)
{
    model_interrupt_later(0);
    model_client_bounds(0);
    return (unsigned)model_any();
}

unsigned ualarm(unsigned delay, unsigned interval)
{
    model_interrupt_later(0);
    model_client_bounds(0);
    return (unsigned)model_any();
}

int setitimer(int which, const void *time, void *old_time)
{
    model_interrupt_later(0);
    model_client_bounds(0);
    return (int)model_any();
}
