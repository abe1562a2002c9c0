/* Every loop and every set of a for's clauses. */
int f(int);

void every_for(int n)
{
    int i;
    for (i = 0; i < n; i++)
        f(i);
    for (; n;)
        n = f(1);
    for (;; n++)
        if (f(2))
            break;
    for (n = 0;;)
        if (f(3))
            break;
    for (n = 0; n < 3;)
        n += f(4);
    for (n = 0;; n++)
        if (f(5))
            break;
    for (; n < 7; n++)
        continue;
    for (int j = 1, k = 2; j < k; j++)
        f(j);
    for (; /* a ; ) comment */; n++) {
        if (n == ';')
            return;
    }
}

void whiles(int n)
{
    while (n > 0)
        n--;
    while (f(n) && n)
        n = 0;
    do {
        if (n == 3)
            continue;
        n++;
    } while (n < 10);
    do
        f(1);
    while (0);
    do {
        if (n)
            break;
        f(2);
    } while (0);
    while (0)
        f(3);
}

void forever(void)
{
    while (1)
        f(1);
}

void forever_for(void)
{
    for (;;)
        f(1);
}

void forever_do(void)
{
    do {
        if (f(1))
            return;
    } while (!0);
}

#define each(i, n) for (i = 0; i < (n); i++)
#define forever for (;;)
#define FOR(a, b, c) for (a; b; c)
int macros(int n)
{
    int i;
    each (i, n)
        f(i);
    FOR(, n, n--)
        f(2);
    FOR(i = 1, , i++)
        if (f(3))
            break;
    forever {
        if (f(4))
            return 1;
    }
}
