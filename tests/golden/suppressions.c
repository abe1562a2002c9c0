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

    /* stranded:ignore(g): a reason that
     * goes on, and "quotes; like this" */
    // another comment
    if (text &&
        text[0] == ';')
        f();
    f(); // not covered
    /* stranded:ignore(h): an empty line is between */

    f();
    while (text == "a;" || text[1] == ';' ||
           text[2]) // stranded:ignore(i): at the end of a head
        f();
    /* stranded:ignore(j): a body is not covered */
    for (int i = 0; i < 2;
         i++) {
        f();
    }
}
