/* Initializers of variables with static storage: the pseudo function <init>. */
#include <stddef.h>
struct ops {
    const char *name;
    int (*open)(int);
    void (*close)(void);
    const struct ops *base;
};
static int open_one(int a)
{
    static int count = 3;
    return count++ + a;
}
static void close_one(void)
{
}
int external(int);
const struct ops one = {"one", open_one, close_one, NULL};
static struct ops two = {.base = &one, .open = external};
struct ops *all[] = {&two, (struct ops *)&one, NULL};
int number = 7;
int zero;
static const char *text = "text";
static int *pointer = &number;
int (*handler)(int) = &external;
struct {
    int rc;
    struct ops inner;
} wrapped = {-1, {.close = close_one}};
static const unsigned char blob[] = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
};
extern int elsewhere;
struct ops *literal = &(struct ops){"literal", open_one};
