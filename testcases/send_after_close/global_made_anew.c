/* The descriptor is a global: between two closes of it, a helper opens the next one. */
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int fast_socket(int domain, int type);
int fast_accept(int fd);
int fast_close(int fd);
int address_of(const char *host, struct sockaddr *ret_address);
int measure(int fd);
void report(int ms);

static bool is_fast, forks;
static pid_t child;
static int listener = -1, peer = -1, last_error;

static int serve(void)
{
    do {
        peer = is_fast ? fast_accept(listener) : accept(listener, NULL, NULL);
    } while (peer < 0 && errno == EAGAIN);
    if (peer < 0)
        return -1;
    if (forks)
        child = fork();
    return 0;
}

static int call(const char *host)
{
    struct sockaddr address;
    int rc = address_of(host, &address);

    if (rc != 0)
        return rc;
    peer = is_fast ? fast_socket(AF_INET, SOCK_STREAM) : socket(AF_INET, SOCK_STREAM, 0);
    if (peer < 0)
        return -1;
    rc = connect(peer, &address, sizeof address);
    if (rc != 0)
        is_fast ? fast_close(peer) : close(peer);
    return rc;
}

int measure_twice_ok(const char *host)
{
    if ((host ? call(host) : serve()) != 0)
        return -1;
    if (child != 0)
        waitpid(child, NULL, 0);
    else
        report(measure(peer));
    is_fast ? fast_close(peer) : close(peer);
    if ((host ? call(host) : serve()) != 0)
        return -1;
    if (child != 0)
        waitpid(child, NULL, 0);
    else
        report(measure(peer));
    is_fast ? fast_close(peer) : close(peer);
    return 0;
}

static int note_error(int rc)
{
    last_error = rc;
    return rc;
}

int measure_again_bad(const char *host)
{
    if ((host ? call(host) : serve()) != 0)
        return -1;
    report(measure(peer));
    is_fast ? fast_close(peer) : close(peer);
    if (note_error(last_error + 1) != 0)
        report(0);
    is_fast ? fast_close(peer) : close(peer); // EXPECT: send-after-close
    return 0;
}
