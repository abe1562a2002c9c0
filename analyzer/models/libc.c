/* The C library and the system calls behind it: memory, the end of the process, callbacks, waiting.
 *
 * States    POSIX.1-2017 (XSH), the ISO C11 library (7.22 <stdlib.h>, 7.14 <signal.h>, 7.13
 *           <setjmp.h>), and the Linux man-pages for what is not in them (err(3), error(3),
 *           on_exit(3), accept4(2), epoll_wait(2), signalfd and its like by read(2)).
 * Failures  Both ways are followed where a correct program can meet the failure.
 * Not here  memcpy(), memmove() and memset(): they copy what the types of both sides say, which C
 *           cannot express without them; the analysis knows them itself. Functions that neither keep
 *           nor end anything, such as printf(): a function of a system header without a model keeps
 *           nothing of the program's and calls at most the functions that it is given. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- memory ---- */

void *malloc(size_t size)
{
    return model_alloc();
}

void *calloc(size_t count, size_t size)
{
    return model_alloc();
}

/* What the object holds moves along, and nobody may use the old address, so success is best told as
 * the same object at the same address. A failure leaves the object as it is. */
void *realloc(void *memory, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

void *reallocarray(void *memory, size_t count, size_t size)
{
    if (model_fails())
        return 0;
    return memory ? memory : model_new();
}

/* BSD: a failure frees the object. */
void *reallocf(void *memory, size_t size)
{
    if (model_fails()) {
        model_free(memory);
        return 0;
    }
    return memory ? memory : model_new();
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return model_alloc();
}

void *memalign(size_t alignment, size_t size)
{
    return model_alloc();
}

void *valloc(size_t size)
{
    return model_alloc();
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    void *object = model_alloc();

    if (!object)
        return model_nonzero();
    *memory = object;
    return 0;
}

void free(void *memory)
{
    model_free(memory);
}

void cfree(void *memory)
{
    model_free(memory);
}

char *strdup(const char *text)
{
    return model_alloc();
}

char *strndup(const char *text, size_t size)
{
    return model_alloc();
}

char *__strdup(const char *text)
{
    return model_alloc();
}

char *__strndup(const char *text, size_t size)
{
    return model_alloc();
}

/* ---- the end of the process ---- */

__attribute__((__noreturn__)) void exit(int status)
{
    model_exit();
}

__attribute__((__noreturn__)) void _exit(int status)
{
    model_exit();
}

__attribute__((__noreturn__)) void _Exit(int status)
{
    model_exit();
}

__attribute__((__noreturn__)) void quick_exit(int status)
{
    model_exit();
}

__attribute__((__noreturn__)) void abort(void)
{
    model_exit();
}

__attribute__((__noreturn__)) void __assert_fail(const char *assertion, const char *file,
                                                 unsigned line, const char *function)
{
    model_exit();
}

__attribute__((__noreturn__)) void __assert_perror_fail(int number, const char *file, unsigned line,
                                                        const char *function)
{
    model_exit();
}

__attribute__((__noreturn__)) void __assert(const char *assertion, const char *file, int line)
{
    model_exit();
}

__attribute__((__noreturn__)) void err(int status, const char *format, ...)
{
    model_exit();
}

__attribute__((__noreturn__)) void errx(int status, const char *format, ...)
{
    model_exit();
}

__attribute__((__noreturn__)) void errc(int status, int code, const char *format, ...)
{
    model_exit();
}

__attribute__((__noreturn__)) void verr(int status, const char *format, __builtin_va_list list)
{
    model_exit();
}

__attribute__((__noreturn__)) void verrx(int status, const char *format, __builtin_va_list list)
{
    model_exit();
}

/* Ends the process unless the status is 0. */
void error(int status, int number, const char *format, ...)
{
    if (status != 0)
        model_exit();
}

void error_at_line(int status, int number, const char *file, unsigned line, const char *format, ...)
{
    if (status != 0)
        model_exit();
}

/* A jump goes back to a setjmp() that may be anywhere: the path ends here, as if the process did. */
__attribute__((__noreturn__)) void longjmp(void *environment, int value)
{
    model_exit();
}

__attribute__((__noreturn__)) void _longjmp(void *environment, int value)
{
    model_exit();
}

__attribute__((__noreturn__)) void siglongjmp(void *environment, int value)
{
    model_exit();
}

__attribute__((__noreturn__)) void __longjmp_chk(void *environment, int value)
{
    model_exit();
}

/* Where exec succeeds, the program and all its threads are gone. */
static int exec(void)
{
    if (model_fails())
        return -1;
    model_exit();
}

int execv(const char *path, void *arguments)
{
    return exec();
}

int execve(const char *path, void *arguments, void *environment)
{
    return exec();
}

int execvp(const char *file, void *arguments)
{
    return exec();
}

int execvpe(const char *file, void *arguments, void *environment)
{
    return exec();
}

int fexecve(int fd, void *arguments, void *environment)
{
    return exec();
}

int execveat(int directory, const char *path, void *arguments, void *environment, int flags)
{
    return exec();
}

int execl(const char *path, const char *argument, ...)
{
    return exec();
}

int execlp(const char *file, const char *argument, ...)
{
    return exec();
}

int execle(const char *path, const char *argument, ...)
{
    return exec();
}

/* ---- functions that are called later, or meanwhile ---- */

int atexit(void *function)
{
    model_on_exit(function, 0);
    return (int)model_any();
}

int at_quick_exit(void *function)
{
    model_on_exit(function, 0);
    return (int)model_any();
}

int on_exit(void *function, void *argument)
{
    model_on_exit(function, argument);
    return (int)model_any();
}

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

void qsort(void *items, size_t count, size_t size, void *compare)
{
    model_calls(compare, items);
}

void qsort_r(void *items, size_t count, size_t size, void *compare, void *argument)
{
    model_calls(compare, argument);
}

void *bsearch(const void *key, const void *items, size_t count, size_t size, void *compare)
{
    model_calls(compare, (void *)key);
    return model_fails() ? 0 : (char *)items + model_any();
}

/* ---- waiting for something from outside ---- */

int accept(int fd, void *address, void *size)
{
    model_waits_for_event();
    return (int)model_any();
}

int accept4(int fd, void *address, void *size, int flags)
{
    model_waits_for_event();
    return (int)model_any();
}

long read(int fd, void *data, size_t size)
{
    model_waits_for_event();
    return model_any();
}

long readv(int fd, const void *parts, int count)
{
    model_waits_for_event();
    return model_any();
}

long recv(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    return model_any();
}

long recvfrom(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    return model_any();
}

long recvmsg(int fd, void *message, int flags)
{
    model_waits_for_event();
    return model_any();
}

int recvmmsg(int fd, void *messages, unsigned count, int flags, void *timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int poll(void *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int ppoll(void *descriptors, unsigned long count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

int select(int count, void *readable, void *writable, void *exceptional, void *timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int pselect(int count, void *readable, void *writable, void *exceptional, const void *timeout,
            const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

int epoll_wait(int fd, void *events, int count, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int epoll_pwait(int fd, void *events, int count, int timeout, const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

int epoll_pwait2(int fd, void *events, int count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

int kevent(int queue, const void *changes, int n_changes, void *events, int n_events,
           const void *timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int sigwait(const void *set, int *number)
{
    *number = (int)model_any();
    model_waits_for_event();
    return (int)model_any();
}

int sigwaitinfo(const void *set, void *info)
{
    model_waits_for_event();
    return (int)model_any();
}

int sigtimedwait(const void *set, void *info, const void *timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int sigsuspend(const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

int pause(void)
{
    model_waits_for_event();
    return (int)model_any();
}

int wait(int *status)
{
    model_waits_for_event();
    return (int)model_any();
}

int waitpid(int child, int *status, int options)
{
    model_waits_for_event();
    return (int)model_any();
}

long mq_receive(int queue, char *message, size_t size, unsigned *priority)
{
    model_waits_for_event();
    return model_any();
}

long mq_timedreceive(int queue, char *message, size_t size, unsigned *priority,
                     const void *deadline)
{
    model_waits_for_event();
    return model_any();
}

long msgrcv(int queue, void *message, size_t size, long type, int flags)
{
    model_waits_for_event();
    return model_any();
}

int getchar(void)
{
    model_waits_for_event();
    return (int)model_any();
}

int getchar_unlocked(void)
{
    model_waits_for_event();
    return (int)model_any();
}

int getc(void *stream)
{
    model_waits_for_event();
    return (int)model_any();
}

int getc_unlocked(void *stream)
{
    model_waits_for_event();
    return (int)model_any();
}

int fgetc(void *stream)
{
    model_waits_for_event();
    return (int)model_any();
}

char *fgets(char *text, int size, void *stream)
{
    model_waits_for_event();
    return model_fails() ? 0 : text;
}

char *gets(char *text)
{
    model_waits_for_event();
    return model_fails() ? 0 : text;
}

size_t fread(void *items, size_t size, size_t count, void *stream)
{
    model_waits_for_event();
    return (size_t)model_any();
}

long getline(char **line, size_t *size, void *stream)
{
    if (!*line)
        *line = model_new();
    model_waits_for_event();
    return model_any();
}

long getdelim(char **line, size_t *size, int delimiter, void *stream)
{
    if (!*line)
        *line = model_new();
    model_waits_for_event();
    return model_any();
}

int scanf(const char *format, ...)
{
    model_waits_for_event();
    return (int)model_any();
}

int fscanf(void *stream, const char *format, ...)
{
    model_waits_for_event();
    return (int)model_any();
}

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

long __read_chk(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    return model_any();
}

long __read_chk_warn(int fd, void *data, size_t size, size_t room)
{
    model_waits_for_event();
    return model_any();
}

long __read_alias(int fd, void *data, size_t size)
{
    model_waits_for_event();
    return model_any();
}

long __recv_chk(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    return model_any();
}

long __recv_chk_warn(int fd, void *data, size_t size, size_t room, int flags)
{
    model_waits_for_event();
    return model_any();
}

long __recv_alias(int fd, void *data, size_t size, int flags)
{
    model_waits_for_event();
    return model_any();
}

long __recvfrom_chk(int fd, void *data, size_t size, size_t room, int flags, void *address,
                    void *address_size)
{
    model_waits_for_event();
    return model_any();
}

long __recvfrom_chk_warn(int fd, void *data, size_t size, size_t room, int flags, void *address,
                         void *address_size)
{
    model_waits_for_event();
    return model_any();
}

long __recvfrom_alias(int fd, void *data, size_t size, int flags, void *address, void *address_size)
{
    model_waits_for_event();
    return model_any();
}

int __poll_chk(void *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    return (int)model_any();
}

int __poll_chk_warn(void *descriptors, unsigned long count, int timeout, size_t room)
{
    model_waits_for_event();
    return (int)model_any();
}

int __poll_alias(void *descriptors, unsigned long count, int timeout)
{
    model_waits_for_event();
    return (int)model_any();
}

int __ppoll_chk(void *descriptors, unsigned long count, const void *timeout, const void *mask,
                size_t room)
{
    model_waits_for_event();
    return (int)model_any();
}

int __ppoll_chk_warn(void *descriptors, unsigned long count, const void *timeout, const void *mask,
                     size_t room)
{
    model_waits_for_event();
    return (int)model_any();
}

int __ppoll_alias(void *descriptors, unsigned long count, const void *timeout, const void *mask)
{
    model_waits_for_event();
    return (int)model_any();
}

char *__fgets_chk(char *text, size_t room, int size, void *stream)
{
    model_waits_for_event();
    return model_fails() ? 0 : text;
}

char *__fgets_chk_warn(char *text, size_t room, int size, void *stream)
{
    model_waits_for_event();
    return model_fails() ? 0 : text;
}

char *__fgets_alias(char *text, int size, void *stream)
{
    model_waits_for_event();
    return model_fails() ? 0 : text;
}
