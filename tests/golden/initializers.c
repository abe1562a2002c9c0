/* Initializers of locals: a zeroed whole, then what is given. */
struct point {
    int x, y;
};
struct box {
    struct point min, max;
    const char *name;
    int (*area)(struct box *);
    int sizes[3];
    union {
        int i;
        float f;
    };
    union {
        long l;
        char c;
    } named;
    unsigned : 4;
    struct box *next;
};
int area(struct box *);
int f(int);

void plain(struct point p, int n)
{
    int a = 1, b = {2};
    struct point zero = {0};
    struct point one = {1, f(2)};
    struct box elided = {1, 2, 3, 4, "name", area, 5, 6, 7, 8, {9}, &elided};
    struct box nested = {{1, 2}, {3}, .sizes = {4}};
    struct box whole = {p, p};
    int array[4] = {1, 2};
    int open[] = {f(1), f(2), f(3)};
    char text[8] = "hi";
    char letters[] = {'a', 'b'};
    const char *names[] = {"one", "two"};
    struct point points[2] = {1, 2, 3, 4};
    struct point copy = p;
}

void designated(int n)
{
    struct box a = {.max.y = 1, .name = "x", area, .i = 2};
    struct box b = {.min = {.y = f(1)}, .sizes[1] = 3, 4, .named.c = 5};
    struct box old = {name : "y", next : &a};
    int array[10] = {[2] = 1, 2, [5 ... 7] = f(3), [9] = 4};
    int matrix[2][3] = {[1][2] = 5, [0] = {1, 2}};
    struct point points[] = {[1] = {1, 2}, [0].y = 3};
    struct point again = {.x = 1, .x = 0};
}

struct point *literals(struct point *p)
{
    *p = (struct point){1, 2};
    p = &(struct point){.y = f(3)};
    f((int){4});
    f(((int[]){1, 2})[1]);
    struct point direct = (struct point){5};
    return p;
}
