/* thread-not-joined: a joinable thread that is neither joined nor detached.
 *
 * Created by  a spawn that succeeds and does not ask for a detached thread.
 * Ended by    a join or a detach of its handle. A cancel is no end: the cancelled thread, too, keeps
 *             its stack until somebody joins or detaches it (pthread_detach(3), NOTES).
 * Cost        a stack and a thread slot until the process exits; in the end no thread can be created.
 * Silent      where the handle reaches code that we cannot see. A body that never returns, and so
 *             cannot be joined, is the business of thread-no-stop. */
#include <stranded/check.h>

static const unsigned ends_thread = EVENT_JOIN | EVENT_DETACH;

/* How certain the claim is: a loss on a path was followed step by step; that nobody in the whole
 * program ends a kept handle rests on having seen the whole program. */
static enum confidence confidence_of(const struct ending *ending)
{
    return ending->assumption ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH;
}

static const char *claim_of(const struct ending *ending)
{
    if (ending->lost)
        return ending->lost;
    return ending->verdict == ENDS_MAY ? "is not joined or detached on every path"
                                       : "is never joined or detached";
}

static void report(const struct program *program, const struct creation *spawn,
                   const struct ending *ending, struct findings *out)
{
    struct multiplicity often = program_multiplicity(program, spawn);
    const struct creation *about = ending->about ? ending->about : spawn;
    const char *body = about->thread.body;
    struct finding *finding = findings_add(out, spawn, "thread%s%s%s %s", body ? " '" : "",
                                           body ? body : "", body ? "'" : "", claim_of(ending));

    finding_set_severity(finding, severity_of(often, ending->verdict, COST_THREAD));
    finding_set_confidence(finding, confidence_of(ending));
    finding_set_multiplicity(finding, often);
    finding_add_step(finding, spawn->at, "thread created here");
    finding_add_steps(finding, ending->witness);
    if (!ending->witness.count)
        finding_add_step(finding, spawn->at, "%s joins or detaches %s%s%s%s",
                         ending->verdict == ENDS_MAY ? "on other ways nothing" : "nothing",
                         *about->object ? "'" : "it", about->object, *about->object ? "'" : "",
                         ending->assumption ? ", as far as this code shows" : "");
    finding_set_remedy(finding, program_remedy(program, spawn, ending));
    finding_set_mend(finding, ending->at_process_end
                                  ? "join it before main returns, or detach it"
                                  : "join it before its handle is lost, or create it detached");
}

/* A spawn that fails needs no case here: on that path the program model has no creation. */
static void judge_spawn(const struct program *program, const struct creation *spawn,
                        struct findings *out)
{
    if (spawn->thread.detached)
        return;

    struct ending ending = program_ending(program, spawn, ends_thread);
    switch (ending.verdict) {
    case ENDS_NEVER:
    case ENDS_MAY:
        report(program, spawn, &ending, out);
        break;
    case ENDS_MUST:
    case ENDS_UNKNOWN: /* a gap in what we know must not become a claim */
        break;
    }
}

const struct check check_thread_not_joined = {
    .name = "thread-not-joined",
    .title = "thread is neither joined nor detached",
    .help =
        "A joinable thread keeps its stack and its slot in the process after it has ended, until "
        "somebody joins or detaches it. If its handle is lost first, nobody can. Created once "
        "that is untidy; created per request it takes the service down when no more threads can "
        "be created. The check follows the handle through variables, structs, wrappers and "
        "files. It also looks for threads that the program's joins miss: those that left by "
        "themselves where the join is behind a flag which they clear, those whose place another "
        "takes, those whose object is freed on one way with a join and on another without, those "
        "that a start-up which fails joins on one way and leaves on another, those whose join is "
        "behind a flag that nothing ever sets or that they set themselves and may leave before, "
        "those that "
        "are joined only to make way for the next one, those whose stopper waits for some time "
        "only and "
        "gives "
        "up then. It is "
        "silent where the handle reaches code that it cannot see, where the thread detaches "
        "itself, and where the process ends.",
    .bad = "static void serve(int fd)\n"
           "{\n"
           "    pthread_t tid;\n"
           "    pthread_create(&tid, NULL, handle, arg_of(fd));\n"
           "}   /* tid is gone, the thread's stack is not */\n",
    .good = "static void serve(int fd)\n"
            "{\n"
            "    pthread_t tid;\n"
            "    if (pthread_create(&tid, NULL, handle, arg_of(fd)) == 0)\n"
            "        pthread_detach(tid);   /* or keep tid, and join it when the session ends */\n"
            "}\n",
    .creates = CREATES_THREAD | CREATES_CALLED_THREAD,
    .follows_paths = true,
    .judge = judge_spawn,
};
