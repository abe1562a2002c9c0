/* A function that starts a thread for its callers, one at a time: the flag that it tests is cleared by the thread. The
 * handle goes to a place of the caller's. */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_scanning;
static bool wants_scan;

static void *scan_ok(void *arg)
{
    sleep(1);
    pthread_mutex_lock(&lock);
    is_scanning = false;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *scan_bad(void *arg)
{
    sleep(1);
    free(arg);
    return NULL;
}

static void launch_ok(pthread_t *ret_thread)
{
    pthread_mutex_lock(&lock);
    if (is_scanning || !wants_scan) {
        pthread_mutex_unlock(&lock);
        return;
    }
    is_scanning = true;
    pthread_mutex_unlock(&lock);
    if (pthread_create(ret_thread, NULL, scan_ok, NULL) == 0)
        pthread_detach(*ret_thread);
}

static void launch_bad(pthread_t *ret_thread)
{
    if (!wants_scan)
        return;
    if (pthread_create(ret_thread, NULL, scan_bad, malloc(8)) == 0) // EXPECT: thread-unbounded
        pthread_detach(*ret_thread);
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t last_ok, last_bad;

    wants_scan = access("/etc/scan", R_OK) == 0;
    listen(listener, 4);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            return 1;
        launch_ok(&last_ok);
        launch_bad(&last_bad);
        close(fd);
    }
}
