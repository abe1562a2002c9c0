/* Places: what is the same object has the same path. */
struct node {
    int value;
    struct node *next;
    int items[8];
    struct {
        int x, y;
    } at;
    union {
        int u;
        void *v;
    };
};
extern struct node table[4];
extern struct node *list;
int matrix[3][5];
int f(int *, void *);

void paths(struct node *p, int i)
{
    p->value = 1;
    (*p).value = 2;
    p[0].value = 3;
    p[1].value = 4;
    p[i].value = 5;
    p->next->next->value = 6;
    table[2].at.x = 7;
    table[i].items[i + 1] = 8;
    *p->items = 9;
    p->items[0] = 10;
    i[p->items] = 11;
    p->u = 12;
    p->v = 0;
    list->next = &table[1];
    (&table[0])->value = 13;
    (*&i) = 14;
}

void arithmetic(struct node *p, int i, char *s, const char *end)
{
    struct node *q = p + 1;
    q = p + i;
    q = 2 + p;
    q = p - 1;
    q = &p[3];
    q = &p[0];
    q = &*p;
    q = table;
    q = &table[1] + 1;
    q += 2;
    q -= i;
    q++;
    --q;
    i = (int)(end - s);
    while (*s++)
        ;
    *s++ = *end++;
    i = *++s;
    *(s + 3) = 'x';
    *(table + 1) = *p;
}

void arrays(int i)
{
    int local[4], *p = local;
    matrix[1][2] = 1;
    matrix[i][i] = 2;
    f(matrix[1], &matrix[1][2]);
    f(*matrix, matrix + 1);
    p = &local[i];
    p[-1] = 3;
    f(&local[1] + 1, &local + 1);
    f(local, &local);
}

void addresses(struct node *p)
{
    f(&p->value, &p->next);
    f(&p->at.x, &p->next->at);
    f(p->items, p->next->items + 2);
}

char characters(void)
{
    char c = "abc"[1];
    const char *s = "x" + 1;
    return *"abc" + *s + c;
}
