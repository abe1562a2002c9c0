/* Choices whose value is used: && || ! ?: and comparisons. */
int f(int);
char *name(void);

int logical(int a, int b, char *p)
{
    int x = a && b;
    int y = a || f(b);
    int z = !p, w = !a;
    int v = a < b;
    return x + y * z - w % v;
}

int conditional(int a, int b)
{
    int x = a > b ? f(a) : b;
    x = x ? x + 1 : x - 1;
    return a ? b ? 1 : 2 : 3;
}

char *elvis(char *p, int a)
{
    char *q = p ?: name();
    a = f(1) ?: a;
    p = p ?: q;
    return name() ?: "none";
}

void discarded(int a, int b)
{
    a &&f(b);
    a || f(b);
    a ? f(1) : f(2);
    (void)(a ? (void)f(3) : (void)0);
    (void)a;
    a == b;
}

int comma(int a, int b)
{
    int x = (f(a), f(b));
    for (a = 0, b = 1; a < b; a++, b--)
        f((x, a));
    return a = 1, b;
}
