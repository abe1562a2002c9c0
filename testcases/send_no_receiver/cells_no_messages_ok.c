/* Stores into a cell whose index moves, which hand nothing on: a request that is filled on the stack, sets of bits,
 * marks of what is in use, the text of a line, the last hashes that were seen, the parts of a batch. */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct sum_request {
    uint32_t n;
    uint32_t numbers[14];
};

int next_number(uint32_t *ret_number);
int open_device(const char *name);
void use_line(const char *line);
void show_frame(const unsigned char *frame, size_t size);

static int ask(int fd, const struct sum_request *request)
{
    return write(fd, request, sizeof *request) == sizeof *request ? 0 : -1;
}

int sum_up_ok(int fd)
{
    struct sum_request request = {0};
    uint32_t number;
    while (next_number(&number) && request.n < 14) {
        request.numbers[request.n] = number;
        request.n++;
    }
    return ask(fd, &request);
}

static struct {
    int fd;
    fd_set set;
} device;

static pthread_mutex_t device_lock = PTHREAD_MUTEX_INITIALIZER;

int device_ready_ok(const char *name)
{
    struct timeval at_most = {.tv_sec = 1};
    pthread_mutex_lock(&device_lock);
    device.fd = open_device(name);
    FD_ZERO(&device.set);
    FD_SET(device.fd, &device.set);
    pthread_mutex_unlock(&device_lock);
    return select(device.fd + 1, &device.set, NULL, NULL, &at_most);
}

enum { N_HELPERS = 8 };

static pthread_mutex_t helper_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t helper_free = PTHREAD_COND_INITIALIZER;
static char helper_busy[N_HELPERS];
static int next_helper, n_helpers_busy;

int helper_take_ok(void)
{
    pthread_mutex_lock(&helper_lock);
    while (n_helpers_busy == N_HELPERS)
        pthread_cond_wait(&helper_free, &helper_lock);
    while (helper_busy[next_helper])
        next_helper = (next_helper + 1) % N_HELPERS;
    int helper = next_helper;
    helper_busy[helper] = 1;
    n_helpers_busy++;
    pthread_mutex_unlock(&helper_lock);
    return helper;
}

void helper_give_ok(int helper)
{
    pthread_mutex_lock(&helper_lock);
    helper_busy[helper] = 0;
    n_helpers_busy--;
    pthread_cond_signal(&helper_free);
    pthread_mutex_unlock(&helper_lock);
}

struct peer {
    pthread_mutex_t lock;
    size_t used;
    char text[1024];
};

void peer_input_ok(struct peer *peer, size_t n)
{
    char *end;
    pthread_mutex_lock(&peer->lock);
    peer->used += n;
    peer->text[peer->used] = 0;
    while ((end = strchr(peer->text, '\n')) != NULL) {
        *end = 0;
        use_line(peer->text);
        peer->used -= (size_t)(end + 1 - peer->text);
        memmove(peer->text, end + 1, peer->used + 1);
    }
    pthread_mutex_unlock(&peer->lock);
}

enum { N_RECENT = 64 };

static pthread_mutex_t recent_lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t recent[N_RECENT];
static unsigned n_recent;

int is_recent_ok(uint32_t hash)
{
    int found = 0;
    pthread_mutex_lock(&recent_lock);
    for (int i = 0; i < N_RECENT; i++)
        if (recent[i] == hash)
            found = 1;
    pthread_mutex_unlock(&recent_lock);
    return found;
}

void add_recent_ok(uint32_t hash)
{
    pthread_mutex_lock(&recent_lock);
    recent[n_recent] = hash;
    n_recent = (n_recent + 1) % N_RECENT;
    pthread_mutex_unlock(&recent_lock);
}

enum { N_BATCH = 32 };

static struct {
    pthread_mutex_t lock;
    int fd;
    unsigned n;
    struct iovec parts[N_BATCH];
    int sizes[N_BATCH];
} batch = {.lock = PTHREAD_MUTEX_INITIALIZER};

void batch_flush_ok(void)
{
    for (unsigned i = 0; i < batch.n; i++)
        (void)!send(batch.fd, batch.parts[i].iov_base, batch.parts[i].iov_len, 0);
    batch.n = 0;
}

void batch_add_ok(void *data, size_t size)
{
    pthread_mutex_lock(&batch.lock);
    if (batch.n == N_BATCH)
        batch_flush_ok();
    batch.parts[batch.n].iov_base = data;
    batch.parts[batch.n].iov_len = size;
    batch.sizes[batch.n] = (int)size;
    ++batch.n;
    pthread_mutex_unlock(&batch.lock);
}

struct grabber {
    int fd;
    size_t size;
    unsigned char frame[65536];
    void (*show)(const unsigned char *frame, size_t size);
};

static struct grabber grabber = {.show = show_frame};

void grab_ok(const unsigned char *bytes, size_t n)
{
    (void)!send(grabber.fd, "+", 1, 0);
    for (size_t i = 0; i < n && grabber.size < sizeof grabber.frame; i++) {
        grabber.frame[grabber.size++] = bytes[i];
        if (bytes[i] == 0xd9) {
            grabber.show(grabber.frame, grabber.size);
            grabber.size = 0;
        }
    }
}
