// SHOW: records
/* Keys that tell records apart, and positions of their fields. */
struct tagged {
    int first;
    int : 3;
    int second;
    union {
        int u;
        struct {
            int deep;
        };
    };
    union {
        long v;
    };
    struct {
        int x;
    } named;
    struct {
        int y;
    } list[2], *more;
    int last;
};
typedef struct {
    int a;
} by_typedef;
static struct {
    int q;
} variable;
struct opaque;
union both {
    int i;
    char c;
};

int use(struct tagged *t, by_typedef *b, struct opaque *o, union both *u)
{
    struct local {
        int l;
    } here = {1};
    struct {
        int m;
    } unnamed = {2};
    t->first = t->second = t->u = t->deep;
    t->v = t->named.x;
    t->list[1].y = t->more->y;
    t->last = b->a;
    variable.q = u->c;
    return here.l + unnamed.m + (o == 0);
}

int other(void)
{
    struct local {
        int l;
    } here = {3};
    return here.l;
}
