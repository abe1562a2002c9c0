/* A thread leaves it to one function to say what it has read, and that comes back without a word where the line is no
 * version. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct firmware {
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool is_known;
    long version;
};

static void tell(struct firmware *firmware, long version)
{
    pthread_mutex_lock(&firmware->lock);
    firmware->version = version;
    firmware->is_known = true;
    pthread_cond_signal(&firmware->told);
    pthread_mutex_unlock(&firmware->lock);
}

static void take_line(struct firmware *firmware, const char *line)
{
    char *end;
    long version = strtol(line, &end, 16);

    if (end == line) {
        fprintf(stderr, "no version: %s\n", line);
        return;
    }
    tell(firmware, version);
}

static void *read_line(void *data)
{
    char line[64] = "";

    if (!fgets(line, sizeof line, stdin))
        line[0] = '\0';
    take_line(data, line);
    return NULL;
}

static long version_of(struct firmware *firmware)
{
    pthread_mutex_lock(&firmware->lock);
    while (!firmware->is_known)
        pthread_cond_wait(&firmware->told, &firmware->lock); // EXPECT: recv-no-sender
    pthread_mutex_unlock(&firmware->lock);
    return firmware->version;
}

int main(void)
{
    struct firmware firmware = {.version = 0};
    pthread_t reader;

    pthread_mutex_init(&firmware.lock, NULL);
    pthread_cond_init(&firmware.told, NULL);
    if (pthread_create(&reader, NULL, read_line, &firmware) != 0)
        return 1;
    printf("%lx\n", version_of(&firmware));
    pthread_join(reader, NULL);
    return 0;
}
