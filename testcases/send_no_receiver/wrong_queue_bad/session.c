/* The reader puts frames into one queue, and the writer takes from the other. */
#include "session.h"

#include <stdlib.h>
#include <unistd.h>

static void *read_frames(void *arg)
{
    struct session *session = arg;
    for (;;) {
        struct frame *frame = calloc(1, sizeof *frame);
        if (frame == NULL)
            break;
        frame->length = (int)read(session->fd, frame->bytes, sizeof frame->bytes);
        if (frame->length <= 0) {
            free(frame);
            break;
        }
        frames_add(&session->incoming, frame); // EXPECT: send-no-receiver
    }
    frames_finish(&session->incoming);
    frames_finish(&session->outgoing);
    return NULL;
}

static void *write_frames(void *arg)
{
    struct session *session = arg;
    struct frame *frame;
    while ((frame = frames_take(&session->outgoing)) != NULL) {
        ssize_t n = write(session->fd, frame->bytes, (size_t)frame->length);
        free(frame);
        if (n < 0)
            break;
    }
    return NULL;
}

struct session *session_open(int fd)
{
    struct session *session = calloc(1, sizeof *session);
    if (session == NULL)
        return NULL;
    session->fd = fd;
    frames_init(&session->incoming);
    frames_init(&session->outgoing);
    if (pthread_create(&session->reader, NULL, read_frames, session) != 0) {
        free(session);
        return NULL;
    }
    if (pthread_create(&session->writer, NULL, write_frames, session) != 0) {
        pthread_join(session->reader, NULL);
        free(session);
        return NULL;
    }
    return session;
}

void session_close(struct session *session)
{
    pthread_join(session->reader, NULL);
    pthread_join(session->writer, NULL);
    close(session->fd);
    free(session);
}
