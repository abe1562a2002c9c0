/* Counters that a helper makes, with its error handling: each is what its caller keeps. One of them nobody writes. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

static int event_new(const char *what)
{
    int fd = eventfd(0, EFD_CLOEXEC);

    if (fd < 0)
        perror(what);
    return fd;
}

struct copy {
    int copied, verified;
    int n_bytes;
};

static void *copy_main(void *arg)
{
    struct copy *copy = arg;
    uint64_t one = 1;

    copy->n_bytes = 4096;
    if (write(copy->copied, &one, sizeof one) != sizeof one)
        perror("write");
    return NULL;
}

int main(void)
{
    struct copy copy = {.copied = event_new("copied"), .verified = event_new("verified")};
    pthread_t thread;
    uint64_t n;

    if (copy.copied < 0 || copy.verified < 0 ||
        pthread_create(&thread, NULL, copy_main, &copy) != 0)
        return 1;
    if (read(copy.copied, &n, sizeof n) != sizeof n)
        return 1;
    if (read(copy.verified, &n, sizeof n) != sizeof n) // EXPECT: recv-no-sender
        return 1;
    pthread_join(thread, NULL);
    close(copy.copied);
    close(copy.verified);
    return copy.n_bytes == 0;
}
