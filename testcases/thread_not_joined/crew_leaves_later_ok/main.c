#include "crew.h"
#include <stdio.h>

int main(void)
{
    static struct crew crew;
    char line[64];
    if (crew_init(&crew, 4) != 0)
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        int n;
        if (sscanf(line, "threads %d", &n) == 1)
            crew_resize(&crew, n);
    }
    crew_fini(&crew);
    return 0;
}
