/* A start that closes what it has opened where it fails: whoever asks for less than zero has asked for its -1. */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

struct echo {
    int in, out;
    pthread_t thread;
};

static void *echo_main(void *arg)
{
    struct echo *echo = arg;
    char c;

    while (read(echo->in, &c, 1) == 1 && write(STDOUT_FILENO, &c, 1) == 1)
        continue;
    return NULL;
}

static int echo_start(struct echo *echo, const int ends[2])
{
    echo->in = ends[0];
    echo->out = ends[1];
    if (pthread_create(&echo->thread, NULL, echo_main, echo) == 0)
        return 0;
    close(echo->in);
    close(echo->out);
    return -1;
}

int echo_ok(const char *text, size_t size)
{
    struct echo echo;
    int ends[2];

    if (pipe(ends) < 0 || echo_start(&echo, ends) < 0)
        return -1;
    ssize_t n = write(echo.out, text, size);
    close(echo.out);
    pthread_join(echo.thread, NULL);
    close(echo.in);
    return n < 0 ? -1 : 0;
}

int echo_bad(const char *text, size_t size)
{
    struct echo echo;
    int ends[2];

    if (pipe(ends) < 0 || echo_start(&echo, ends) > 0)
        return -1;
    ssize_t n = write(echo.out, text, size); // EXPECT: send-after-close
    close(echo.out);                         // EXPECT: send-after-close
    pthread_join(echo.thread, NULL);
    close(echo.in); // EXPECT: send-after-close
    return n < 0 ? -1 : 0;
}
