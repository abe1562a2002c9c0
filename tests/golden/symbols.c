// SHOW: symbols
/* What is said of symbols: linkage, origin, attributes, annotations. */
#include <stdlib.h>
#define annotated(text) __attribute__((annotate(text)))

static int internal_function(void);
int external_function(void);
_Noreturn void never(void);
__attribute__((noreturn)) void never_by_attribute(void);
void never_later(void);
void never_later(void) __attribute__((__noreturn__));
static void ends(void) __attribute__((noreturn));
__attribute__((constructor)) static void start(void)
{
    ends();
}
__attribute__((destructor)) static void stop(void)
{
    never_later();
}
int __attribute__((weak)) weak_function(void)
{
    return internal_function();
}
void aliased(void) __attribute__((alias("target")));
void target(void)
{
    never();
}
annotated("stranded:request_handler") annotated("other") annotated("stranded:once") void handler(void)
{
    extern int elsewhere;
    static int count;
    static const char *const name = "n";
    _Thread_local static int per_thread;
    elsewhere = count++ + per_thread;
    aliased();
    exit(external_function() + *name);
}
static int internal_function(void)
{
    never_by_attribute();
}
static void ends(void)
{
    never();
}
static int tentative;
int shared;
extern int declared;
__thread int thread_local_one;
const int constant = 3;
const int numbers[2] = {1, 2};
int (*const pointer)(void) = internal_function;
extern void not_mentioned(void);

/* A parameter that never returns says nothing of the function. */
void set_routine(__attribute__((__noreturn__)) void (*routine)(const char *text));
void give_up(const char *text) __attribute__((__noreturn__));
int sets_routine(int value)
{
    set_routine(give_up);
    return value;
}
