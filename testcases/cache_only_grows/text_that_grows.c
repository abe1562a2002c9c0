/* A text to which each message is appended. The twin is written out, and begins anew. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char *journal;
static size_t journal_size, journal_room;

struct text {
    char *data;
    size_t size, room;
};

static struct text out;

static void append_bad(const char *data, size_t size)
{
    while (journal_room - journal_size < size) {
        size_t room = journal_room ? 2 * journal_room : 256;
        char *bigger = realloc(journal, room);
        if (!bigger)
            return;
        journal = bigger;
        journal_room = room;
    }
    memcpy(&journal[journal_size], data, size); // EXPECT: cache-only-grows
    journal_size += size;
}

static void append_ok(const char *data, size_t size)
{
    while (out.room - out.size < size) {
        size_t room = out.room ? 2 * out.room : 256;
        char *bigger = realloc(out.data, room);
        if (!bigger)
            return;
        out.data = bigger;
        out.room = room;
    }
    memcpy(&out.data[out.size], data, size);
    out.size += size;
}

static void flush(void)
{
    if (write(1, out.data, out.size) == (ssize_t)out.size)
        out.size = 0;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char data[512];

    for (;;) {
        ssize_t n = recv(fd, data, sizeof data, 0);
        if (n <= 0)
            continue;
        append_bad(data, (size_t)n);
        append_ok(data, (size_t)n);
        if (out.size > 4096)
            flush();
    }
}
