/* The cleanup attribute: a call on every way out of the scope. */
struct lock {
    int held;
};
void unlock(struct lock *l);
void free_text(char **p);
int f(int);
#define autofree __attribute__((cleanup(free_text)))

void normal_end(void)
{
    struct lock a __attribute__((cleanup(unlock))) = {1};
    autofree char *b = 0;
    f(1);
}

int returns(int n)
{
    autofree char *a = 0;
    if (n)
        return n;
    {
        autofree char *b = 0;
        if (f(1))
            return f(2);
    }
    return n + 1;
}

char *returned_value(void)
{
    autofree char *a = 0;
    return a;
}

void loops(int n)
{
    for (int i = 0; i < n; i++) {
        autofree char *a = 0;
        if (f(1))
            continue;
        if (f(2))
            break;
        f(3);
    }
    for (struct lock l __attribute__((cleanup(unlock))) = {0}; n; n--)
        f(4);
}

void gotos(int n)
{
    autofree char *outer = 0;
again: {
    autofree char *inner = 0;
    if (f(1))
        goto again;
    if (f(2))
        goto out;
    if (f(3))
        goto inside;
    f(4);
inside:
    f(5);
}
out:
    f(6);
}

void switches(int n)
{
    switch (n) {
    case 1: {
        autofree char *a = 0;
        break;
    }
    case 2:;
        autofree char *b = 0;
        f(2);
    }
}

int in_expression(void)
{
    return ({
        autofree char *a = 0;
        f(a != 0);
    });
}
