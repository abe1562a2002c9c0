/* A thread receives messages of a POSIX queue, and starts one for each. In the twin the jobs wait
 * for a semaphore, which each posts when it has ended. */
#include "inbox.h"
#include "jobs.h"

#include <pthread.h>

int main(int argc, char **argv)
{
    static char standard[] = "/jobs";
    pthread_t inbox;
    jobs_init();
    if (pthread_create(&inbox, NULL, inbox_run, argc > 1 ? argv[1] : standard) != 0)
        return 1;
    pthread_join(inbox, NULL);
    return 0;
}
