#include "metrics.h"

#include <stdio.h>

int main(void)
{
    int c;
    while ((c = getchar()) != EOF)
        metrics_count(c == '\n' ? "lines" : "characters", 1);
    return 0;
}
