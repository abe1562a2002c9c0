// SHOW: symbols records
/* What a unit takes from its headers. */
#include "header.h"
#include <pthread.h>

int declared_here = 4;

int main(void)
{
    struct in_header h = {1};
    header_table.run();
    pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&m);
    return used(&h);
}
