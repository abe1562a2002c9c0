/* At most two uploads at a time: each takes a place and leaves it at the end. An upload that fails
 * keeps its place, and after two of them everybody waits. */
#include <pthread.h>
#include <stdio.h>

enum { N_PLACES = 2 };

static pthread_mutex_t dock_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t dock_left = PTHREAD_COND_INITIALIZER;
static int dock_taken;

static pthread_mutex_t pier_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t pier_left = PTHREAD_COND_INITIALIZER;
static int pier_taken;

int upload(FILE *file);

static void dock_enter(void)
{
    pthread_mutex_lock(&dock_lock);
    while (dock_taken == N_PLACES)
        pthread_cond_wait(&dock_left, &dock_lock); // EXPECT: recv-no-sender
    dock_taken++;
    pthread_mutex_unlock(&dock_lock);
}

static void dock_leave(void)
{
    pthread_mutex_lock(&dock_lock);
    dock_taken--;
    pthread_cond_signal(&dock_left);
    pthread_mutex_unlock(&dock_lock);
}

static void pier_enter(void)
{
    pthread_mutex_lock(&pier_lock);
    while (pier_taken == N_PLACES)
        pthread_cond_wait(&pier_left, &pier_lock);
    pier_taken++;
    pthread_mutex_unlock(&pier_lock);
}

static void pier_leave(void)
{
    pthread_mutex_lock(&pier_lock);
    pier_taken--;
    pthread_cond_signal(&pier_left);
    pthread_mutex_unlock(&pier_lock);
}

int dock_upload_bad(const char *name)
{
    dock_enter();
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        perror(name);
        return -1;
    }
    int status = upload(file);
    fclose(file);
    dock_leave();
    return status;
}

int pier_upload_ok(const char *name)
{
    pier_enter();
    FILE *file = fopen(name, "r");
    if (file == NULL) {
        perror(name);
        pier_leave();
        return -1;
    }
    int status = upload(file);
    fclose(file);
    pier_leave();
    return status;
}
