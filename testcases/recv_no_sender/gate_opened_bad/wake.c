#include "wake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void wake_all(pthread_cond_t *cond)
{
    int rc = pthread_cond_signal(cond);
    if (rc != 0) {
        fprintf(stderr, "wake: %s\n", strerror(rc));
        abort();
    }
}
