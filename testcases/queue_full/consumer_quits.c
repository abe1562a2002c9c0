/* The thread that reads returns at the first record that it does not understand, with the pipe
 * still open: who writes then waits for room for ever. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

struct record {
    uint32_t kind;
    uint32_t value;
};

bool next_record(struct record *ret_record);
bool store_record(const struct record *record);

struct importer {
    int ends[2];
    pthread_t thread;
};

struct loader {
    int ends[2];
    pthread_t thread;
};

struct skipper {
    int ends[2];
    pthread_t thread;
};

static void *importer_run(void *arg)
{
    struct importer *importer = arg;
    struct record record;

    while (read(importer->ends[0], &record, sizeof record) == (ssize_t)sizeof record) {
        if (record.kind > 3 || !store_record(&record))
            return NULL;
    }
    return NULL;
}

int import_bad(void)
{
    struct importer importer;
    struct record record;

    if (pipe(importer.ends) < 0)
        return -errno;
    int status = pthread_create(&importer.thread, NULL, importer_run, &importer);
    if (status == 0) {
        while (next_record(&record)) {
            if (write(importer.ends[1], &record, sizeof record) < 0) // EXPECT: queue-full
                break;
        }
    }
    close(importer.ends[1]);
    if (status == 0)
        pthread_join(importer.thread, NULL);
    close(importer.ends[0]);
    return -status;
}

/* Its end is closed when it leaves, so that the next write fails. */
static void *loader_run(void *arg)
{
    struct loader *loader = arg;
    struct record record;

    while (read(loader->ends[0], &record, sizeof record) == (ssize_t)sizeof record) {
        if (record.kind > 3 || !store_record(&record))
            break;
    }
    close(loader->ends[0]);
    return NULL;
}

int load_ok(void)
{
    struct loader loader;
    struct record record;

    signal(SIGPIPE, SIG_IGN);
    if (pipe(loader.ends) < 0)
        return -errno;
    int status = pthread_create(&loader.thread, NULL, loader_run, &loader);
    if (status == 0) {
        while (next_record(&record)) {
            if (write(loader.ends[1], &record, sizeof record) < 0)
                break;
        }
    }
    close(loader.ends[1]);
    if (status == 0)
        pthread_join(loader.thread, NULL);
    else
        close(loader.ends[0]);
    return -status;
}

/* It goes on to read, and forgets. */
static void *skipper_run(void *arg)
{
    struct skipper *skipper = arg;
    struct record record;
    bool is_good = true;

    while (read(skipper->ends[0], &record, sizeof record) == (ssize_t)sizeof record) {
        if (is_good && (record.kind > 3 || !store_record(&record)))
            is_good = false;
    }
    return NULL;
}

int skip_ok(void)
{
    struct skipper skipper;
    struct record record;

    if (pipe(skipper.ends) < 0)
        return -errno;
    int status = pthread_create(&skipper.thread, NULL, skipper_run, &skipper);
    if (status == 0) {
        while (next_record(&record)) {
            if (write(skipper.ends[1], &record, sizeof record) < 0)
                break;
        }
    }
    close(skipper.ends[1]);
    if (status == 0)
        pthread_join(skipper.thread, NULL);
    close(skipper.ends[0]);
    return -status;
}
