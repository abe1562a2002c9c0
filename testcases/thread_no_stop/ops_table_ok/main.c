/* Sources behind a table of functions; the thread's stop is reached through the table only. */
#include "source.h"

#include <stdio.h>

static struct source sources[] = {{.ops = &network_ops}, {.ops = &file_ops}};

int main(void)
{
    int n = 0;
    while (n < 2 && sources[n].ops->start(&sources[n]) == 0)
        printf("%s started\n", sources[n++].ops->name);
    while (getchar() != EOF) {
        for (int i = 0; i < n; i++) {
            if (sources[i].ops->pause != NULL)
                sources[i].ops->pause(&sources[i]);
        }
    }
    while (n-- > 0)
        sources[n].ops->stop(&sources[n]);
    return 0;
}
