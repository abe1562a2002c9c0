/* String literals: their bytes. */
void p(const void *);

void literals(void)
{
    p("plain");
    p("joined "
      "text");
    p("tab\tquote\" back\\ nl\n");
    p("\x41\102\0after");
    p(L"wide");
    p(u8"\u00e9");
    p("");
    p(&"address");
    p("a" "b" + 1);
}
