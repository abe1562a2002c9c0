/* A thread reads records until the end of file, which the writing thread makes by closing its end;
 * on an error it returns without. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

int next_frame(uint32_t *ret_frame);
int next_block(uint32_t *ret_block);

struct capture {
    int ends[2];
    pthread_t source;
    uint64_t sum;
};

struct backup {
    int ends[2];
    pthread_t source;
    uint64_t sum;
};

static void *capture_run(void *arg)
{
    struct capture *capture = arg;
    uint32_t frame;
    int more;

    while ((more = next_frame(&frame)) > 0) {
        if (write(capture->ends[1], &frame, sizeof frame) != (ssize_t)sizeof frame)
            return NULL;
    }
    if (more < 0)
        return NULL;
    close(capture->ends[1]);
    return NULL;
}

int capture_sum_bad(struct capture *ret_capture)
{
    struct capture capture = {.sum = 0};
    uint32_t frame;

    if (pipe(capture.ends) < 0)
        return -errno;
    int status = pthread_create(&capture.source, NULL, capture_run, &capture);
    if (status != 0)
        close(capture.ends[1]);
    while (read(capture.ends[0], &frame, sizeof frame) > 0) // EXPECT: recv-no-sender
        capture.sum += frame;
    if (status == 0)
        pthread_join(capture.source, NULL);
    close(capture.ends[0]);
    ret_capture->sum = capture.sum;
    return -status;
}

static void *backup_run(void *arg)
{
    struct backup *backup = arg;
    uint32_t block;

    while (next_block(&block) > 0) {
        if (write(backup->ends[1], &block, sizeof block) != (ssize_t)sizeof block)
            break;
    }
    close(backup->ends[1]);
    return NULL;
}

int backup_sum_ok(struct backup *ret_backup)
{
    struct backup backup = {.sum = 0};
    uint32_t block;

    if (pipe(backup.ends) < 0)
        return -errno;
    int status = pthread_create(&backup.source, NULL, backup_run, &backup);
    if (status != 0)
        close(backup.ends[1]);
    while (read(backup.ends[0], &block, sizeof block) > 0)
        backup.sum += block;
    if (status == 0)
        pthread_join(backup.source, NULL);
    close(backup.ends[0]);
    ret_backup->sum = backup.sum;
    return -status;
}
