// SHOW: errors
/* Errors: what was parsed is lowered, functions around an error are marked. */
#include "missing.h"
int f(int);

int whole(void)
{
    return f(1);
}

int unknown_type(void)
{
    missing_t x = f(2);
    f(3);
    return x;
}

int wrong_arguments(void)
{
    f(1, 2);
    return f();
}

int undeclared_name(int a)
{
    if (nothing_like_that > a)
        f(4);
    return undeclared_call(a);
}

int whole_again(void)
{
    return f(5);
}

struct job {
    absent_queue queue; /* a field whose type is not known */
    struct absent_timer timer;
    int *result;
};

int absent_types(struct job *job)
{
    absent_thread *thread = (absent_thread *)f(6);
    struct absent_timer timer;
    job->result = &job->queue.length;
    thread->owner = job->result;
    *job->nobody = f(7);
    return f((absent_size)job->timer.due) + ABSENT_CONSTANT;
}

int absent_macro(int a)
{
    for_each_absent(a) {
        f(8);
    }
    return 0;
}

int absent_constants(int a)
{
    switch (a) {
    case ABSENT_FIRST:
        return f(9);
    case ABSENT_SECOND:
        break;
    }
    print_absent("%" ABSENT_FORMAT, a);
    return ABSENT_FIRST;
}

/* Macros for attributes, wherever one may stand: what is declared is all there. */
ABSENT_API absent_size absent_in_front(int a)
{
    return f(a);
}

ABSENT_STATIC int absent_before_keyword(int a ABSENT_UNUSED, int b ABSENT_UNUSED)
{
    int c ABSENT_UNUSED = f(a);
    return b;
}

int ABSENT_CALL absent_between(int a)
{
    return f(a);
}

int absent_behind(int a) ABSENT_PURE
{
    return f(a);
}

int absent_around(int ABSENT_ARGUMENT(a), int b)
{
    return f(b);
}

struct slots {
    int used[ABSENT_COUNT];
    int last;
};

static struct slots absent_count[ABSENT_MOST];

int absent_bounds(int i)
{
    return absent_count[i].used[0] + absent_count[i].last;
}

/* Names that mean the same wherever they are defined. */
absent_bool absent_meanings(int *p)
{
    return p == NULL || f(FALSE) ? TRUE : false;
}

/* A statement that clang leaves out. */
#define LEAVE(...) do { return NAMED(OTHER WORDS, __VA_ARGS__); } while (0)

int lost_statement(int a)
{
    if (f(10))
        LEAVE(a);
    return a;
}

/* What is known of a function's type says nothing of its statements. */
int absent_parameter(struct absent_loop *loop);

int absent_parameter(struct absent_loop *loop)
{
    return f(loop != NULL);
}

int declared_otherwise(int a);

long declared_otherwise(int a)
{
    return f(a);
}
