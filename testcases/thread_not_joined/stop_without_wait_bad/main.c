#include "svc.h"
#include <stdio.h>

int main(void)
{
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        struct svc *svc = svc_start();
        if (svc)
            svc_stop(svc, line[0] == 'w');
    }
    return 0;
}
