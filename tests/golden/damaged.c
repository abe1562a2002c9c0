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
