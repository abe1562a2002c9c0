/* The C library: the clock, memory, the end of the process, callbacks, streams.
 *
 * States    POSIX.1-2017 (XSH), the ISO C11 library (7.21 <stdio.h>, 7.22 <stdlib.h>, 7.13
 *           <setjmp.h>), and the Linux man-pages for what is not in them (err(3), error(3),
 *           on_exit(3)).
 * Failures  Both ways are followed where a correct program can meet the failure.
 * Not here  Functions that neither keep nor end anything, such as printf(): a function of a system
 *           header without a model keeps nothing of the program's and calls at most the functions that
 *           it is given. */
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

/* ---- the clock ---- */

long time(long *moment)
{
    long now = model_nonzero();

    if (moment)
        *moment = now;
    return now;
}

/* ---- memory ---- */

void *malloc(size_t size)
{
    return model_alloc();
}

void *calloc(size_t count, size_t size)
{
    return model_alloc();
}

/* On the stack of who calls it, until that returns. */
void *alloca(size_t size)
{
    return model_new();
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
    model_inherits();
    return exec();
}

int execve(const char *path, void *arguments, void *environment)
{
    model_inherits();
    return exec();
}

int execvp(const char *file, void *arguments)
{
    model_inherits();
    return exec();
}

int execvpe(const char *file, void *arguments, void *environment)
{
    model_inherits();
    return exec();
}

int fexecve(int fd, void *arguments, void *environment)
{
    model_inherits();
    return exec();
}

int execveat(int directory, const char *path, void *arguments, void *environment, int flags)
{
    model_inherits();
    return exec();
}

int execl(const char *path, const char *argument, ...)
{
    model_inherits();
    return exec();
}

int execlp(const char *file, const char *argument, ...)
{
    model_inherits();
    return exec();
}

int execle(const char *path, const char *argument, ...)
{
    model_inherits();
    return exec();
}

/* Threads of the old process are not in the new one. */
int fork(void)
{
    model_forks();
    return (int)model_any();
}

int vfork(void)
{
    model_forks();
    return (int)model_any();
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
    keep(argument);
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

/* ---- streams ---- */

/* What is received there is not known. */
static void fill(void *data)
{
    *(char *)data = (char)model_any();
}

/* They wait for something from outside, but which is not told: most of them are files, which never
 * wait. Standard input is not known (0). */

int getchar(void)
{
    model_waits_for_event();
    model_receive(0, 1);
    return (int)model_any();
}

int getchar_unlocked(void)
{
    model_waits_for_event();
    model_receive(0, 1);
    return (int)model_any();
}

int getc(void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    return (int)model_any();
}

int getc_unlocked(void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    return (int)model_any();
}

int fgetc(void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    return (int)model_any();
}

char *fgets(char *text, int size, void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    fill(text);
    return model_fails() ? 0 : text;
}

char *gets(char *text)
{
    model_waits_for_event();
    model_receive(0, 1);
    fill(text);
    return model_fails() ? 0 : text;
}

size_t fread(void *items, size_t size, size_t count, void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    fill(items);
    return (size_t)model_any();
}

long getline(char **line, size_t *size, void *stream)
{
    if (!*line)
        *line = model_new();
    model_waits_for_event();
    model_reads(stream);
    return model_any();
}

long getdelim(char **line, size_t *size, int delimiter, void *stream)
{
    if (!*line)
        *line = model_new();
    model_waits_for_event();
    model_reads(stream);
    return model_any();
}

int scanf(const char *format, ...)
{
    model_waits_for_event();
    model_reads(0);
    return (int)model_any();
}

int fscanf(void *stream, const char *format, ...)
{
    model_waits_for_event();
    model_reads(stream);
    return (int)model_any();
}

int fclose(void *stream)
{
    model_close(stream);
    return (int)model_any();
}

int pclose(void *stream)
{
    model_close(stream);
    return (int)model_any();
}

/* The names behind the inline functions of glibc's headers where _FORTIFY_SOURCE is set. */

char *__fgets_chk(char *text, size_t room, int size, void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    fill(text);
    return model_fails() ? 0 : text;
}

char *__fgets_chk_warn(char *text, size_t room, int size, void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    fill(text);
    return model_fails() ? 0 : text;
}

char *__fgets_alias(char *text, int size, void *stream)
{
    model_waits_for_event();
    model_reads(stream);
    fill(text);
    return model_fails() ? 0 : text;
}
