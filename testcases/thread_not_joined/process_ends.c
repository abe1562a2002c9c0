/* Where the process ends, its threads end: exit, abort, a project's own die(). */
#include <err.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int load(const char *file);

static void *spin(void *arg)
{
    return arg;
}

static void complain(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

static void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    exit(EXIT_FAILURE);
}

static void die_of(int rc)
{
    if (rc == 2)
        die("file is missing\n");
    else
        die("error %d\n", rc);
}

void exit_bad(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0) // EXPECT: thread-not-joined
        return;
    if (load(file) != 0) {
        perror(file);
        return;
    }
    pthread_join(spinner, NULL);
}

void exit_ok(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        return;
    if (load(file) != 0) {
        perror(file);
        exit(EXIT_FAILURE);
    }
    pthread_join(spinner, NULL);
}

void abort_ok(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        abort();
    if (load(file) != 0)
        abort();
    if (load("default") != 0)
        _exit(3);
    if (load("fallback") != 0)
        err(1, "fallback");
    if (load("last") != 0)
        __builtin_trap();
    pthread_join(spinner, NULL);
}

void own_die_bad(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0) // EXPECT: thread-not-joined
        die("no thread\n");
    if (load(file) != 0)
        complain("no file %s\n", file);
    else
        pthread_join(spinner, NULL);
}

void own_die_ok(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        die("no thread\n");
    if (load(file) != 0)
        die("no file %s\n", file);
    else
        pthread_join(spinner, NULL);
}

/* Two levels, and both branches of the wrapper never return. */
void die_wrapper_ok(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        die("no thread\n");
    int rc = load(file);
    if (rc != 0)
        die_of(rc);
    else
        pthread_join(spinner, NULL);
}

/* A declaration says that it never returns. */
_Noreturn void panic(const char *why);

void panic_ok(const char *file)
{
    pthread_t spinner;
    if (pthread_create(&spinner, NULL, spin, NULL) != 0)
        panic("no thread");
    if (load(file) != 0)
        panic(file);
    else
        pthread_join(spinner, NULL);
}
