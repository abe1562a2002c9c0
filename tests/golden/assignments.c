/* Assignments, increments, structs as wholes, bit-fields. */
struct pair {
    int a, b;
    unsigned bits : 3;
};
struct pair make(void);
int f(int);
extern struct pair global;

int numbers(int a, unsigned u, double d, _Bool b)
{
    a = f(a);
    a += f(1);
    a <<= 2;
    a = -a;
    a = ~a;
    a = +a;
    u = a;
    d = 1.5;
    d += a;
    a = d;
    b = a;
    int c = a = u = 3;
    c++;
    c = a++ + --a;
    c = a--;
    int i = 1, array[3];
    i = array[i]++;
    array[i++] = i++;
    return a = c;
}

struct pair structs(struct pair *p, struct pair q)
{
    struct pair x = q, y = *p;
    *p = x;
    x = make();
    y = (x = q);
    x.bits = 2;
    int a = make().a;
    int b = (*p = x).b;
    global = make();
    f(a + b);
    return make();
}

struct pair returned(struct pair *p)
{
    return *p;
}
