/* One helper moves data from a file into a pipe, or out of the pipe into the file; which, an argument says. In the bad
 * twin the pipe is filled in both calls. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum way { INTO, OUT_OF };

struct job {
    int ends[2];
    size_t size;
};

struct note {
    int ends[2];
    size_t size;
};

static int disk;

static ssize_t move_once(int pipe_end, loff_t at, size_t size, enum way way)
{
    if (way == INTO)
        return splice(disk, &at, pipe_end, NULL, size, SPLICE_F_MOVE);
    return splice(pipe_end, NULL, disk, &at, size, SPLICE_F_MOVE);
}

static int move(int pipe_end, size_t size, enum way way)
{
    loff_t at = 0;
    ssize_t n = 0;

    while (size > 0 && (n = move_once(pipe_end, at, size, way)) > 0) {
        at += n;
        size -= (size_t)n;
    }
    return n < 0 || size != 0 ? -1 : 0;
}

int job_open_ok(struct job *job)
{
    return pipe(job->ends);
}

int job_fill_ok(struct job *job)
{
    return splice(0, NULL, job->ends[1], NULL, job->size, SPLICE_F_MOVE) < 0 ? -1 : 0;
}

int job_store_ok(struct job *job)
{
    return move(job->ends[0], job->size, OUT_OF);
}

void job_close_ok(struct job *job)
{
    close(job->ends[0]);
    close(job->ends[1]);
}

int note_open_bad(struct note *note)
{
    return pipe(note->ends);
}

int note_fill_bad(struct note *note)
{
    return move(note->ends[1], note->size, INTO); // EXPECT: send-no-receiver
}

int note_store_bad(struct note *note)
{
    return move(note->ends[1], note->size, INTO); // EXPECT: send-no-receiver
}

void note_close_bad(struct note *note)
{
    close(note->ends[0]);
    close(note->ends[1]);
}
