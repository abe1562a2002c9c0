/* A search in front of the insert: its rounds are counted, and that bounds nothing. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { NAMES_IN_A_CHUNK = 32, CHUNKS_MOST = 64 };

struct chunk {
    struct chunk *next;
    int used;
    char names[NAMES_IN_A_CHUNK][32];
};

static struct chunk *seen;

static int is_in(const struct chunk *chunk, const char *name)
{
    for (int i = 0; i < chunk->used; i++)
        if (strcmp(chunk->names[i], name) == 0)
            return 1;
    return 0;
}

static void note_bad(const char *name)
{
    struct chunk *chunk = seen, *last = NULL;
    for (; chunk; chunk = chunk->next) {
        if (is_in(chunk, name))
            return;
        last = chunk;
    }
    unsigned sum = 0, i;
    for (i = 0; i < strlen(name); i++)
        sum += (unsigned char)name[i];
    if (last == NULL || last->used == NAMES_IN_A_CHUNK) {
        chunk = calloc(1, sizeof(*chunk));
        if (chunk == NULL)
            return;
        chunk->next = seen;
        seen = chunk; // EXPECT: cache-only-grows
        last = chunk;
    }
    strncpy(last->names[last->used++], name, 31);
}

struct batch {
    struct batch *next;
    unsigned sum;
    char name[32];
};

static struct batch *batches_bad;

static void hash_bad(const char *name)
{
    unsigned sum = 0, i;
    for (i = 0; i < strlen(name); i++)
        sum = sum * 31 + (unsigned char)name[i];
    struct batch *batch = batches_bad;
    while (batch && (batch->sum != sum || strcmp(batch->name, name) != 0))
        batch = batch->next;
    if (batch)
        return;
    batch = calloc(1, sizeof(*batch));
    if (batch == NULL)
        return;
    batch->sum = sum;
    strncpy(batch->name, name, sizeof(batch->name) - 1);
    batch->next = batches_bad;
    batches_bad = batch; // EXPECT: cache-only-grows
}

struct sample {
    struct sample *next;
    char name[32];
};

static struct sample *samples;

static void sample_ok(const char *name)
{
    unsigned n = 0;
    struct sample *sample = samples;
    for (; sample; sample = sample->next) {
        if (strcmp(sample->name, name) == 0)
            return;
        n++;
    }
    if (n >= CHUNKS_MOST)
        return;
    sample = calloc(1, sizeof(*sample));
    if (sample == NULL)
        return;
    strncpy(sample->name, name, sizeof(sample->name) - 1);
    sample->next = samples;
    samples = sample;
}

int serve(int fd)
{
    char name[32];
    for (;;) {
        ssize_t n = recv(fd, name, sizeof(name) - 1, 0);
        if (n < 0)
            return -1;
        name[n] = '\0';
        note_bad(name);
        hash_bad(name);
        sample_ok(name);
    }
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    return fd < 0 ? 1 : serve(fd);
}
