/* _Generic: by the type of the result, by the text where several have it. */
int from_int(int);
long from_long(long);
int from_text(const char *);
int from_other(void *);
#define convert(x) _Generic((x), int: from_int, long: from_long, default: from_other)(x)
#define same(x)                                                                                    \
    _Generic((x), int: from_int(1), char *: from_text("t"), const char *: from_text("ct"),         \
        default: from_other(0))
#define kind(x) _Generic((x), int: 1, long: 2, char *: 3, default: 4)

long choose(int a, long b, char *p, const char *q, void *v)
{
    convert(a);
    convert(b);
    same(a);
    same(p);
    same(q);
    same(v);
    return kind(a) + kind(b) * 10 + kind(p) * 100 + kind(v) * 1000;
}
