// FLAGS: -fopenmp -fblocks
/* What is rare: K&R definitions, attributes on statements, OpenMP, blocks, local labels. */
int f();

int old_style(a, b) int a;
char *b;
{
    return f(a, b);
}

void statements(int n)
{
    ;
    {
    }
    int x, y = 1, *p = &y;
    typedef int number;
    number z = *p;
    extern int elsewhere(int);
    elsewhere(z);
    {
        __label__ local;
        goto local;
    local:
        f(1);
    }
    typeof(f(9)) not_evaluated = 0;
    f(sizeof(f(8)));
    __extension__ f(2);
#pragma omp parallel for
    for (int i = 0; i < n; i++)
        f(i);
}

void blocks(int n)
{
    void (^b)(void) = ^{
      f(n);
    };
    b();
}
