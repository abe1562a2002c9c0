/* queue-full: a send that waits for room in a full channel, for ever.
 *
 * Created by  a send that waits until there is room; a wait for one of the tokens of a semaphore; a wait for the output of
 *             another program.
 * Ended by    whoever makes room: who receives, or gives a token back.
 * Cost        the thread that waits, and whoever waits for it.
 * Silent      where a send only tries, or gives up after a while; where code that we cannot see may make
 *             room; where all that is sent may fit. */
#include <stranded/check.h>

static const char *mend_of(const struct channel_trouble *trouble)
{
    switch (trouble->failure) {
    case FULL_PROGRAM_REAPED:
        return "read its output up to the end before its end is waited for";
    case FULL_PROGRAM_FED:
        return "read what it writes while it is fed: by poll(), or in another thread or process";
    case FULL_BEFORE_JOIN:
        if (trouble->waits)
            return "tell it before the join that nothing is taken any more";
        return "receive what it sends before its end is waited for";
    case FULL_LOCKED:
        return "wait before the lock is taken, or send behind it";
    case FULL_RECEIVER_LEFT:
        return "close the channel, or receive the rest, before the receiver leaves";
    case FULL_TOO_FEW:
        return "make room for all of them, or receive all";
    default:
        return "start who receives before, or do not wait for room";
    }
}

static struct finding *state(const struct channel_trouble *trouble, const struct creation *send,
                             struct findings *out)
{
    const char *what = trouble->waits ? "waits for '%s' more often than there are tokens"
                                      : "sends more to '%s' than there is room for";
    (void)what;
    switch (trouble->failure) {
    case FULL_BEFORE_RECEIVE:
        if (trouble->waits)
            return findings_add(
                out, send,
                "takes more from '%s' than is in it, before %s() comes to where it is "
                "given back",
                trouble->channel, trouble->other);
        return findings_add(out, send,
                            "sends more to '%s' than there is room for, before %s() comes to where "
                            "it is received",
                            trouble->channel, trouble->other);
    case FULL_BEFORE_JOIN:
        if (trouble->waits)
            return findings_add(out, send,
                                "waits for room by '%s', while %s(), which alone makes room, may "
                                "wait for the end of this thread",
                                trouble->channel, trouble->other);
        return findings_add(
            out, send,
            "sends more to '%s' than there is room for, while %s() waits for its end "
            "before it receives",
            trouble->channel, trouble->other);
    case FULL_PROGRAM_REAPED:
        return findings_add(out, send,
                            "waits for the end of a program that may wait for room in the pipe of "
                            "'%s', which is read only behind it",
                            trouble->channel);
    case FULL_LOCKED:
        return findings_add(out, send,
                            "waits for room in '%s' with a lock held that %s() takes before it "
                            "makes room",
                            trouble->channel, trouble->other);
    case FULL_PROGRAM_FED:
        return findings_add(out, send,
                            "all of a program's input is written to '%s' before any of its output "
                            "is read",
                            trouble->channel);
    case FULL_RECEIVER_LEFT:
        return findings_add(out, send,
                            "waits for room in '%s' for ever when %s() leaves, which receives",
                            trouble->channel, trouble->other);
    case FULL_TOO_FEW:
        return findings_add(out, send, "more is sent to '%s' than %s() receives from it",
                            trouble->channel, trouble->other);
    default:
        return NULL;
    }
}

static void judge_send(const struct program *program, const struct creation *send,
                       struct findings *out)
{
    struct channel_trouble trouble = program_overfull(program, send);
    const struct creation *anchor = trouble.anchor ? trouble.anchor : send;
    struct finding *finding = state(&trouble, anchor, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_of(trouble.often, ENDS_MAY, COST_THREAD));
    finding_set_confidence(finding, trouble.assumption ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH);
    finding_set_multiplicity(finding, trouble.often);
    finding_add_step(finding, anchor->at,
                     trouble.waits || trouble.failure == FULL_PROGRAM_REAPED ? "waited for here"
                                                                             : "sent here");
    finding_add_steps(finding, trouble.witness);
    finding_set_mend(finding, "%s", mend_of(&trouble));
}

const struct check check_queue_full = {
    .name = "queue-full",
    .title = "a send waits for room that nobody makes",
    .help =
        "A channel with a limit makes its sender wait while it is full. Where the only one who "
        "receives is the sender himself, later, or a thread that he starts later, or somebody who "
        "waits for the sender's end before, nobody ever makes room. The check counts what is sent "
        "before the first receive: in loops whose number of rounds is known, or which run as long "
        "as there is input. Where the only one who receives may leave because a call has failed, "
        "or "
        "needs a lock that the sender holds, nobody makes room either. It is "
        "silent where the send only tries or gives up after a while, where all may fit, and where "
        "code that it cannot see may receive.",
    .bad = "while (next_job(&job))\n"
           "    queue_push(&jobs, job);              /* full after 64 jobs: waits for ever */\n"
           "pthread_create(&worker, NULL, work, &jobs);\n",
    .good = "pthread_create(&worker, NULL, work, &jobs);\n"
            "while (next_job(&job))\n"
            "    queue_push(&jobs, job);\n",
    .creates = CREATES_SEND | CREATES_WAIT | CREATES_SELECT,
    .judge = judge_send,
};
