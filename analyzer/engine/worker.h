/* Private: the worker's side, and the bytes that it sends. */
#ifndef STRANDED_ENGINE_WORKER_H
#define STRANDED_ENGINE_WORKER_H

#include "engine/workers.h"

#include <stdint.h>
#include <sys/types.h>

/* Goes before the IR and the message, which follow in this order without a gap. */
struct worker_header {
    uint32_t number;
    uint32_t status; /* enum frontend_status */
    uint64_t ir_size;
    uint64_t message_size; /* without a NUL */
    double seconds;        /* of CPU time; 0 = not measured */
};

/* Larger ones are no answer of a worker. */
#define WORKER_MAX_IR_BYTES      ((uint64_t)2 << 30)
#define WORKER_MAX_MESSAGE_BYTES ((uint64_t)1 << 16)

/* Answers the numbers that come on `fd` until it is closed, then ends the process, as it does when
 * `parent` is gone. Called in the child, right behind the fork. */
void worker_main(const struct worker_job *job, int fd, pid_t parent) __attribute__((noreturn));

#endif
