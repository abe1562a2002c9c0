/* Bodies in headers are lowered when they are used. */
struct in_header {
    int a;
    struct {
        int b;
    } inner;
};
static inline int used(struct in_header *h);
static inline int used_by_used(int a)
{
    static int calls = 1;
    return a + calls++;
}
static inline int used(struct in_header *h)
{
    return used_by_used(h->a + h->inner.b);
}
static inline int not_used(int a)
{
    return a;
}
static inline void by_table(void)
{
    used_by_used(3);
}
struct table {
    void (*run)(void);
};
static const struct table header_table = {by_table};
static const struct table unused_table = {(void (*)(void))not_used};
extern int declared_here;
