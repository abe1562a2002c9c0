/* Variable-length arrays: their bounds are evaluated, their sizes are not known. */
#include <string.h>
struct item {
    int value;
};
int f(void *, unsigned long);

void variable(int n, int m)
{
    char buffer[n++];
    int grid[n][m + 1];
    f(buffer, sizeof(buffer));
    grid[1][2] = sizeof(grid[0]);
    f(grid, sizeof(int[n]));
    typedef int row[f(0, 1)];
    row r;
    f(r, 2);
}

void parameter(int n, int a[n], int b[][3], int c[static 4])
{
    a[1] = b[1][2];
    c[2] = a[n];
    a++;
    int *p = a + 1;
    if (a && p != a)
        p = n ? a : c;
    memset(a, 0, sizeof(*a) * n);
}

int records(struct item list[], int compare(int), char *const argv[])
{
    list->value = list[1].value + (*list).value;
    return compare(argv[1][2]);
}
