/* Variable arguments, the compiler's functions, inline assembly, labels' addresses, vectors. */
#include <stdarg.h>
#include <stdio.h>
int f(int);
typedef float vector __attribute__((vector_size(16)));

int arguments(int n, ...)
{
    va_list ap, copy;
    va_start(ap, n);
    va_copy(copy, ap);
    int a = va_arg(ap, int);
    char *s = va_arg(ap, char *);
    void (*h)(int) = va_arg(ap, void (*)(int));
    vprintf(s, ap);
    va_end(ap);
    return a;
}

int passed(va_list ap)
{
    int a = va_arg(ap, int);
    return a + vprintf("x", ap);
}

int functions(int *p, unsigned long n)
{
    char *b = __builtin_alloca(n);
    __builtin_memcpy(b, p, n);
    if (__builtin_expect(!p, 0))
        return __builtin_popcount(n);
    if (__builtin_add_overflow(1, n, p))
        return 1;
    __builtin_prefetch(p + 1);
    if (__builtin_constant_p(n) && n > 3)
        f(1);
    return __builtin_object_size(p, 0) > 4;
}

void assembly(int *p, int n)
{
    int out;
    asm volatile("" ::: "memory");
    asm("mov %1, %0" : "=r"(out) : "r"(n));
    asm("lock xadd %0, %1" : "+r"(n), "+m"(*p) : "m"(p[1]));
    asm("pause" : : "r"(f(out)));
}

const char *names(void)
{
    const char *s = __func__;
    f(sizeof(__FUNCTION__));
    return __PRETTY_FUNCTION__;
}

vector vectors(vector a, vector b)
{
    a = a + b;
    a[1] = 2;
    return (vector){1, 2, 3, 4};
}

double floats(double d, float _Complex c)
{
    d = d * 2 + 1;
    if (d > 1.0)
        return __real__ c;
    return -d;
}
