/* What is constant is folded; types narrow it. */
#include <stddef.h>
#include <stdint.h>
enum { A = 3, B, C = A << 4 };
struct s {
    int a;
    long b[3];
};
void g(long);
void p(void *);

void folded(void)
{
    g(A + B * C);
    g(sizeof(struct s));
    g(sizeof(long) * 3 - 1);
    g(offsetof(struct s, b));
    g(offsetof(struct s, b[1]));
    g(_Alignof(long));
    g('a');
    g(-1);
    g((unsigned)-1);
    g((uint8_t)300);
    g(!0);
    g(7 == 7 ? 1 : 2);
    g(~0u);
    g(0x7fffffffffffffff);
    g(1.5);
    g(__builtin_types_compatible_p(int, int));
    g(__builtin_choose_expr(1, 10, 20));
    g(__builtin_constant_p(3));
    p(0);
    p(NULL);
    p((void *)-1);
    p((void *)0 + 0);
    g((long)NULL);
}
