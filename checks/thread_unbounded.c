/* thread-unbounded: each event starts one more thread, and nothing limits how many.
 *
 * Created by  a spawn on the way from an event (a connection, a message, a timer, a unix signal), or a
 *             pool without a limit that gets work there.
 * Ended by    its own end, whenever that comes; so a limit has to be on the way: a counter, a semaphore,
 *             a free place, a pool of a fixed size.
 * Cost        a stack each: whoever sends events faster than threads end takes the service down.
 * Silent      where anything on the way may be a limit; where each call of a library makes one, which is
 *             the caller's choice. A thread that nobody joins or detaches is thread-not-joined's. */
#include <stranded/check.h>

static void judge_limit(const struct program *program, const struct creation *spawn,
                        struct findings *out)
{
    struct limit limit = program_limit(program, spawn);
    const char *body = limit.body;

    if (limit.verdict != LIMIT_NONE)
        return;
    struct finding *finding =
        spawn->kind == CREATES_POOL
            ? findings_add(out, spawn, "pool without a limit gets work %s", limit.often.words)
            : findings_add(out, spawn, "thread%s%s%s is started %s, without a limit%s",
                           body ? " '" : "", body ? body : "", body ? "'" : "", limit.often.words,
                           limit.until_shutdown ? ", and joined only at the end" : "");
    finding_set_severity(finding, severity_of(limit.often, ENDS_MAY, COST_THREAD));
    finding_set_confidence(finding, CONFIDENCE_MEDIUM);
    finding_set_multiplicity(finding, limit.often);
    finding_add_step(finding, spawn->at,
                     spawn->kind == CREATES_POOL ? "pool created here" : "thread created here");
    finding_add_steps(finding, limit.witness);
    finding_set_mend(finding,
                     spawn->kind == CREATES_POOL ? "give the pool a largest number of threads"
                     : limit.until_shutdown
                         ? "join those that have ended in the loop, and start no more than "
                           "a fixed number at a time"
                         : "count the threads that run and start no more than a fixed "
                           "number (a semaphore, a counter), or hand the work to a pool");
}

const struct check check_thread_unbounded = {
    .name = "thread-unbounded",
    .title = "threads are started per event without a limit",
    .help =
        "A thread per connection, request, message, timer tick or signal is fine as long as "
        "something limits how many there are at a time. Without a limit, whoever sends events "
        "faster than the threads end makes the process run out of memory or of threads. The "
        "check follows the way from the event to the spawn and looks for anything that may be a "
        "limit: a counter that is compared, a semaphore or condition that is waited for, a free "
        "place that is looked for, a join in the loop. It is silent where it finds one, and "
        "where a library starts a thread for each call.",
    .bad = "for (;;) {\n"
           "    int fd = accept(listener, NULL, NULL);\n"
           "    pthread_t tid;\n"
           "    if (fd >= 0 && pthread_create(&tid, NULL, serve, ptr(fd)) == 0)\n"
           "        pthread_detach(tid);        /* how many are there by now? */\n"
           "}\n",
    .good = "for (;;) {\n"
            "    sem_wait(&free_places);         /* serve() posts it at its end */\n"
            "    int fd = accept(listener, NULL, NULL);\n"
            "    pthread_t tid;\n"
            "    if (fd >= 0 && pthread_create(&tid, NULL, serve, ptr(fd)) == 0)\n"
            "        pthread_detach(tid);\n"
            "    else\n"
            "        sem_post(&free_places);\n"
            "}\n",
    .creates = CREATES_THREAD | CREATES_POOL,
    .judge = judge_limit,
};
