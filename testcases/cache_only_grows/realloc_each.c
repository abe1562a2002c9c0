/* Memory for one more each time; the twin starts again with each batch. */
#include <mqueue.h>
#include <stdlib.h>
#include <string.h>

static char **names;
static int n_names;
static char **batch;
static int n_batch;

static void keep_bad(const char *name)
{
    char **grown = realloc(names, (n_names + 1) * sizeof(char *));

    if (grown == NULL)
        return;
    names = grown;
    names[n_names++] = strdup(name); // EXPECT: cache-only-grows
}

static void flush_batch(void)
{
    for (int i = 0; i < n_batch; i++)
        free(batch[i]);
    n_batch = 0;
}

static void keep_ok(const char *name)
{
    char **grown = realloc(batch, (n_batch + 1) * sizeof(char *));

    if (grown == NULL)
        return;
    batch = grown;
    batch[n_batch++] = strdup(name);
    if (strcmp(name, "end") == 0)
        flush_batch();
}

int main(void)
{
    mqd_t queue = mq_open("/names", O_RDONLY);
    char name[8192];

    for (;;) {
        ssize_t n = mq_receive(queue, name, sizeof name - 1, NULL);
        if (n < 0)
            continue;
        name[n] = '\0';
        keep_bad(name);
        keep_ok(name);
    }
}
