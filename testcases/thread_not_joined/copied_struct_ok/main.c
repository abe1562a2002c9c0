#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

struct meter;

struct meter *meter_open(int fd);
unsigned long meter_close(struct meter *meter);
void *probe_start(int pipe);
void probe_stop(void *probe);

/* A set of what is open, in the order of opening. */
static struct meter *open_meters[8];
static void *open_probes[8];
static unsigned n_open;

static void finish_oldest(void)
{
    printf("%lu\n", meter_close(open_meters[0]));
    probe_stop(open_probes[0]);
    for (unsigned i = 1; i < n_open; i++) {
        open_meters[i - 1] = open_meters[i];
        open_probes[i - 1] = open_probes[i];
    }
    n_open--;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    listen(listener, 4);
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd < 0)
            break;
        if (n_open == 8)
            finish_oldest();
        open_meters[n_open] = meter_open(fd);
        open_probes[n_open] = probe_start(dup(fd));
        if (open_meters[n_open] == NULL || open_probes[n_open] == NULL)
            return 1;
        n_open++;
    }
    while (n_open)
        finish_oldest();
    return 0;
}
