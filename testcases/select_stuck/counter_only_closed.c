/* A thread polls a counter to which nobody ever writes; that its descriptor is closed, or that the thread is
 * cancelled in the end, delivers nothing. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct mail {
    int bell;
    int n_letters;
    pthread_mutex_t mutex;
    pthread_t postman;
};

void deliver(int n_letters);

static int mail_collect(struct mail *mail)
{
    pthread_mutex_lock(&mail->mutex);
    int n = mail->n_letters;
    mail->n_letters = 0;
    pthread_mutex_unlock(&mail->mutex);
    return n;
}

static void mail_drop(struct mail *mail)
{
    pthread_mutex_lock(&mail->mutex);
    mail->n_letters++;
    pthread_mutex_unlock(&mail->mutex);
}

static void *postman_sleeps(void *arg)
{
    struct mail *mail = arg;
    struct pollfd bell = {.fd = mail->bell, .events = POLLIN};

    for (;;) {
        uint64_t rings;
        if (poll(&bell, 1, -1) < 0) // EXPECT: select-stuck
            continue;
        if (read(mail->bell, &rings, sizeof rings) == (ssize_t)sizeof rings)
            deliver(mail_collect(mail));
    }
    return NULL;
}

int mail_bad(int n_letters)
{
    struct mail mail = {.mutex = PTHREAD_MUTEX_INITIALIZER};

    mail.bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (mail.bell < 0)
        return -errno;
    if (pthread_create(&mail.postman, NULL, postman_sleeps, &mail) != 0) {
        close(mail.bell);
        return -EAGAIN;
    }
    for (int i = 0; i < n_letters; i++)
        mail_drop(&mail);
    pthread_cancel(mail.postman);
    pthread_join(mail.postman, NULL);
    close(mail.bell);
    return 0;
}

struct round {
    int bell;
    int n_letters;
    pthread_mutex_t mutex;
    pthread_t postman;
};

static int round_collect(struct round *round)
{
    pthread_mutex_lock(&round->mutex);
    int n = round->n_letters;
    round->n_letters = 0;
    pthread_mutex_unlock(&round->mutex);
    return n;
}

static void round_drop(struct round *round)
{
    pthread_mutex_lock(&round->mutex);
    round->n_letters++;
    pthread_mutex_unlock(&round->mutex);
}

static void *postman_listens(void *arg)
{
    struct round *round = arg;
    struct pollfd bell = {.fd = round->bell, .events = POLLIN};

    for (;;) {
        uint64_t rings;
        if (poll(&bell, 1, -1) < 0)
            continue;
        if (read(round->bell, &rings, sizeof rings) == (ssize_t)sizeof rings)
            deliver(round_collect(round));
    }
    return NULL;
}

int mail_ok(int n_letters)
{
    struct round round = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    const uint64_t one = 1;

    round.bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (round.bell < 0)
        return -errno;
    if (pthread_create(&round.postman, NULL, postman_listens, &round) != 0) {
        close(round.bell);
        return -EAGAIN;
    }
    for (int i = 0; i < n_letters; i++) {
        round_drop(&round);
        if (write(round.bell, &one, sizeof one) < 0)
            break;
    }
    pthread_cancel(round.postman);
    pthread_join(round.postman, NULL);
    close(round.bell);
    return 0;
}

struct shop {
    int door[2];
    pthread_t keeper;
};

static void *keeper(void *arg)
{
    struct shop *shop = arg;
    struct pollfd door = {.fd = shop->door[0], .events = POLLIN};

    /* that the other end of a pipe is closed, does wake */
    while (poll(&door, 1, -1) < 0)
        continue;
    return NULL;
}

int shop_until_closed_ok(void)
{
    struct shop shop;

    if (pipe(shop.door) < 0)
        return -errno;
    int status = pthread_create(&shop.keeper, NULL, keeper, &shop);
    deliver(0);
    close(shop.door[1]);
    if (status == 0)
        pthread_join(shop.keeper, NULL);
    close(shop.door[0]);
    return -status;
}
