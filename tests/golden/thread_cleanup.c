// FLAGS: -pthread
/* pthread_cleanup_push and _pop, as glibc's header writes them. */
#include <pthread.h>
void release(void *);
int work(void *);

int guarded(void *p, int n)
{
    int rc;
    pthread_cleanup_push(release, p);
    rc = work(p);
    pthread_cleanup_pop(1);
    pthread_cleanup_push(release, 0);
    if (n)
        work(0);
    pthread_cleanup_pop(0);
    return rc;
}
