/* Calls: where results go, calls through pointers, calls that do not return. */
#include <stdlib.h>
struct ops {
    int (*open)(void *, int);
    void (*close)(void *);
};
struct object {
    const struct ops *ops;
    int rc;
    struct ops own[2];
};
int f(int, ...);
void nothing();
_Noreturn void die(const char *);
__attribute__((noreturn)) void die2(void);
typedef int (*handler)(int);
handler find(int);
extern handler handlers[4];

int direct(struct object *o)
{
    int rc = f(1);
    rc = f(f(2), f(3), rc);
    o->rc = f(4, "text", 2.5, o, &o->rc, *o);
    f(5);
    (void)f(6);
    nothing();
    nothing(1, 2);
    return f(7);
}

int indirect(struct object *o, handler h, int (*g)(int), int i)
{
    o->ops->open(o, 1);
    (*o->ops->close)(o);
    o->own[i].open(o, 2);
    h(3);
    (*h)(4);
    (**g)(5);
    handlers[i](6);
    find(7)(8);
    (i ? h : g)(9);
    ((handler)nothing)(10);
    (&f)(11);
    h = find;
    h = (handler)&die2;
    return h(12);
}

int leaving(int a)
{
    if (a == 1)
        die("bye");
    if (a == 2)
        die2();
    if (a == 3)
        exit(1);
    if (a == 4)
        abort();
    if (a == 5)
        __builtin_unreachable();
    if (a == 6)
        __builtin_trap();
    return a;
}
