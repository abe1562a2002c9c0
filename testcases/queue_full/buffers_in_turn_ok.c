/* A ring of buffers which one thread fills in turn, and of which the oldest is overwritten: nobody waits for room. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { N_KEPT = 16 };

extern pthread_mutex_t lock;
extern pthread_cond_t grabbed;
extern volatile int stop;
extern const char *picture;
extern size_t picture_size;
static char *kept[N_KEPT];
static unsigned at;

int publish(const char *data);

void *publish_pictures_ok(void *arg)
{
    while (!stop) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&grabbed, &lock);
        char *buffer = kept[at];
        char *larger = realloc(buffer, picture_size);
        if (larger == NULL) {
            pthread_mutex_unlock(&lock);
            return arg;
        }
        memcpy(larger, picture, picture_size);
        kept[at] = larger;
        pthread_mutex_unlock(&lock);
        for (unsigned i = 1; i <= N_KEPT; i++)
            if (publish(kept[(at + i) % N_KEPT]) < 0)
                return arg;
        at = (at + 1) % N_KEPT;
    }
    return arg;
}
