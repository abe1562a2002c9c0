/* goto forward, backward, into and out of blocks; computed goto; asm goto. */
int f(int);

int errors(int a)
{
    int rc = -1;
    if (f(1))
        goto out;
    if (f(2))
        goto undo;
    rc = 0;
    goto out;
undo:
    f(3);
out:
    return rc;
}

void retry(void)
{
again:
    if (f(1) < 0)
        goto again;
}

void into(int a)
{
    if (a)
        goto inside;
    while (f(1)) {
    inside:
        f(2);
    }
    goto end;
    f(3);
end:;
}

int computed(int op)
{
    static const void *const table[] = {&&add, &&stop};
    goto *table[op];
add:
    f(1);
    goto *table[f(2)];
stop:
    return 0;
}

int jumping_asm(int a)
{
    asm goto("jmp %l0" : : : : slow);
    return 0;
slow:
    return f(a);
}
