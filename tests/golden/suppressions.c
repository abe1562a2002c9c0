// SHOW: suppressions
/* stranded:ignore(thread-not-joined): alone on its line */
void f(void);
void g(void)
{
    f(); // stranded:ignore(a, b): behind code
    f(); /* stranded:ignore(c): in a block */
    f(); /* stranded:ignore: no checks */
    // stranded:ignore(d)
    f();
    /* a longer comment that asks for
     * stranded:ignore(e): on its second line
     */
    f();
    const char *text = "stranded:ignore(f): in a string";
    f(); // stranded:ignore
}
