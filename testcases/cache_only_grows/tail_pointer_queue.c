/* Entries appended through a pointer to the last link. The twin's are taken from the front and freed once they
 * are old: an age is a way out as well. */
#include <netdb.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

struct message {
    long id;
    time_t at;
    struct message *next;
};

struct letter {
    long id;
    time_t at;
    struct letter *next;
};

static struct message *sent, **sent_end = &sent;
static struct letter *mailed, **mailed_end = &mailed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void remember_bad(long id)
{
    struct message *message = malloc(sizeof *message);

    if (!message)
        return;
    message->id = id;
    message->at = time(NULL);
    message->next = NULL;
    pthread_mutex_lock(&lock);
    *sent_end = message; // EXPECT: cache-only-grows
    sent_end = &message->next;
    pthread_mutex_unlock(&lock);
}

static void remember_ok(long id)
{
    struct letter *letter = malloc(sizeof *letter);

    if (!letter)
        return;
    letter->id = id;
    letter->at = time(NULL);
    letter->next = NULL;
    pthread_mutex_lock(&lock);
    *mailed_end = letter;
    mailed_end = &letter->next;
    while (mailed && mailed->at < letter->at - 3600) {
        struct letter *old = mailed;
        mailed = old->next;
        free(old);
    }
    pthread_mutex_unlock(&lock);
}

static int is_known(long id)
{
    int known = 0;

    for (struct message *m = sent; m; m = m->next)
        known |= m->id == id;
    for (struct letter *l = mailed; l; l = l->next)
        known |= l->id == id;
    return known;
}

int main(int argc, char **argv)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    long id;

    (void)argv;
    if (fd < 0 || argc > 1)
        return 1;
    for (;;) {
        if (recv(fd, &id, sizeof id, 0) != sizeof id || is_known(id))
            continue;
        remember_bad(id);
        remember_ok(id);
    }
}
