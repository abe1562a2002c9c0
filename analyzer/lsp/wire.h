/* What travels between the server's process and the analyst's: frames of a head and a body.
 *
 *   server ─► analyst   OVERLAY path NUL text · DROP path · OPEN path NUL … · ANALYSE · CANCEL ·
 *                       ACCEPT fingerprint NUL reason
 *          ◄─           PROGRESS · EARLY · RESULT · FAILED text · ACCEPTED · REFUSED text
 *
 * Both ends are the same program, so a damaged frame is a bug; the reader still takes nothing on trust but
 * gives up. File names are bytes. */
#ifndef STRANDED_LSP_WIRE_H
#define STRANDED_LSP_WIRE_H

#include "engine/engine.h"

#include <glib.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frame_kind {
    FRAME_OVERLAY = 1,
    FRAME_DROP,
    FRAME_OPEN,
    FRAME_ANALYSE,
    FRAME_CANCEL,
    FRAME_ACCEPT,
    FRAME_PROGRESS,
    FRAME_RESULT,
    FRAME_FAILED,
    FRAME_ACCEPTED,
    FRAME_REFUSED,
    FRAME_EARLY, /* a result while units are still parsed: what is certain by then */
};

struct frame_head {
    uint32_t kind;   /* enum frame_kind */
    uint32_t serial; /* of the ANALYSE or ACCEPT that it belongs to */
    uint64_t size;   /* of the body */
};

/* Larger ones are not ours. */
#define FRAME_MAX_BYTES ((uint64_t)1 << 30)

struct frame {
    struct frame_head head;
    const char *body; /* texts in it have their NUL */
};

/* Writes it whole; waits where it must. False when nobody reads. */
bool frame_write(int fd, enum frame_kind kind, uint32_t serial, const void *body, size_t size);

/* Appends it, for who must not wait. */
void frame_append(GByteArray *bytes, enum frame_kind kind, uint32_t serial, const void *body,
                  size_t size);

/* Bytes of a stream of frames as they come. */
struct frame_reader {
    GByteArray *bytes;
};

void frame_reader_init(struct frame_reader *reader);
void frame_reader_deinit(struct frame_reader *reader);
/* Reads once; false at the stream's end. */
bool frame_reader_fill(struct frame_reader *reader, int fd);
/* The whole frame that begins at that byte of what has come; false = there is none yet. Valid until
 * frame_reader_drop(), which removes the first one. `is_broken` when what comes is no frame. */
bool frame_reader_peek(const struct frame_reader *reader, size_t at, struct frame *ret_frame,
                       bool *ret_is_broken);
void frame_reader_drop(struct frame_reader *reader, const struct frame *frame);

/* A RESULT's body, and a copy of what it says. */
GBytes *wire_encode_result(const struct engine_result *result);
/* False when it is none. The caller calls engine_result_deinit(). */
bool wire_decode_result(const void *body, size_t size, struct engine_result *ret_result);

struct wire_progress {
    enum engine_stage stage;
    uint64_t done, total;
    const char *file; /* "" = none */
};

GBytes *wire_encode_progress(const struct engine_progress *progress);
/* `arena` holds the file's name. */
bool wire_decode_progress(const void *body, size_t size, struct arena *arena,
                          struct wire_progress *ret_progress);

#endif
