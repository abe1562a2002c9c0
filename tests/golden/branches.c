/* Conditions become branches; relations are kept, nothing is computed first. */
int f(void);
void g(int);
struct s;

int relations(int a, int b, struct s *p)
{
    if (a == b)
        return 1;
    if (a < 3 && b >= a)
        return 2;
    if (!p)
        return 3;
    if (p != (struct s *)0)
        g(1);
    else if (!!a)
        g(2);
    else
        g(3);
    if ((a = f()) < 0)
        return a;
    if (!(a == 1 || b == 2))
        return 5;
    return 0;
}

int truth(int a, struct s *p, double d)
{
    if (a)
        g(1);
    if (p)
        g(2);
    if (d)
        g(3);
    if (f())
        g(4);
    if (__builtin_expect(!!(a > 1), 0))
        g(5);
    if ((_Bool)(a & 4))
        g(6);
    return 0;
}

void constants(int a)
{
    if (0)
        g(1);
    if (1)
        g(2);
    else
        g(3);
    if (sizeof(int) == 4)
        g(4);
    if (&a)
        g(5);
}

int chained(int a)
{
    if (a == 1) {
        g(1);
    } else if (a == 2) {
        g(2);
    } else if (a == 3) {
        return 3;
    }
    return 0;
}

int arms(int a, int b, int c)
{
    if (a ? b > 1 : c < 2)
        return 1;
    if ((g(1), a > b))
        return 2;
    if (a ?: b)
        return 3;
    return 0;
}

int constant_on_the_left(int n, const char *p)
{
    if (0 == p)
        return 3 < n;
    return 5 >= n ? 1 : 2;
}
