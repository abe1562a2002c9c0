/* All threads of a static array are joined in a loop; if one cannot be created, the process ends. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_MASONS = 3 };

void lay_bricks(void);

static pthread_t masons[N_MASONS], joiners[N_MASONS];

static void *lay(void *arg)
{
    lay_bricks();
    return arg;
}

void build_ok(void)
{
    for (int i = 0; i < N_MASONS; i++) {
        if (pthread_create(&masons[i], NULL, lay, NULL) != 0) {
            perror("mason");
            exit(EXIT_FAILURE);
        }
    }
    for (int i = 0; i < N_MASONS; i++)
        pthread_join(masons[i], NULL);
}

void roof_bad(void)
{
    for (int i = 0; i < N_MASONS; i++) {
        if (pthread_create(&joiners[i], NULL, lay, NULL) != 0) { // EXPECT: thread-not-joined
            perror("joiner");
            exit(EXIT_FAILURE);
        }
    }
    for (int i = 1; i < N_MASONS; i++)
        pthread_join(joiners[i], NULL);
}
