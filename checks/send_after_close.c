/* send-after-close: a channel that is used behind its end.
 *
 * Created by  a send, or a close.
 * Ended by    the close, or the end of the thread that received.
 * Cost        a message that is lost, a signal that ends the process, a sender that waits for ever; where
 *             the number of the descriptor has been given to somebody else, data that goes to him.
 * Silent      where the channel may be another one by then. */
#include <stranded/check.h>

static const char *mend_of(const struct channel_trouble *trouble)
{
    switch (trouble->failure) {
    case SEND_AFTER_JOIN:
        return "send before the receiver is told to end, or handle it without the receiver";
    case CLOSED_TWICE:
        return "close it once, and mark it as closed (-1, NULL)";
    default:
        return "close it when the last message has been sent, or test whether it is open";
    }
}

static struct finding *state(const struct channel_trouble *trouble, const struct creation *use,
                             struct findings *out)
{
    switch (trouble->failure) {
    case SEND_AFTER_CLOSE:
        return findings_add(out, use, "sends to '%s' after it was closed", trouble->channel);
    case SEND_END_CLOSED:
        return findings_add(out, use,
                            "sends to '%s' although the end that it is read from is closed",
                            trouble->channel);
    case SEND_AFTER_JOIN:
        return findings_add(out, use, "sends to '%s' after %s(), its only receiver, has ended",
                            trouble->channel, trouble->other);
    case CLOSED_TWICE:
        return findings_add(out, use, "closes '%s' a second time", trouble->channel);
    default:
        return NULL;
    }
}

static void judge_use(const struct program *program, const struct creation *use,
                      struct findings *out)
{
    struct channel_trouble trouble = program_closed(program, use);
    const struct creation *anchor = trouble.anchor ? trouble.anchor : use;
    struct finding *finding = state(&trouble, anchor, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_of(trouble.often, ENDS_MAY, COST_THREAD));
    bool assumes = trouble.failure != CLOSED_TWICE || trouble.assumption;
    finding_set_confidence(finding, assumes ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH);
    finding_set_multiplicity(finding, trouble.often);
    finding_add_steps(finding, trouble.witness);
    finding_add_step(finding, anchor->at,
                     trouble.failure == CLOSED_TWICE ? "closed again here" : "sent here");
    finding_set_mend(finding, "%s", mend_of(&trouble));
}

const struct check check_send_after_close = {
    .name = "send-after-close",
    .title = "a channel is used after its end",
    .help =
        "What is sent after the close is lost, or ends the process (SIGPIPE), or goes to whoever "
        "got "
        "the descriptor's number meanwhile; what is sent to a thread that has ended is read by "
        "nobody, "
        "and a sender that needs room or an answer waits for ever. The check follows the ways from "
        "each close, and from each join of a channel's only receiver, to sends and closes of the "
        "same "
        "channel. It is silent where the channel may have been made anew in between.",
    .bad = "close(log->pipe[1]);\n"
           "...\n"
           "write(log->pipe[1], line, size);  /* closed, and perhaps somebody else's by now */\n",
    .good = "write(log->pipe[1], line, size);\n"
            "close(log->pipe[1]);\n"
            "log->pipe[1] = -1;\n",
    .creates = CREATES_SEND | CREATES_CLOSE,
    .follows_paths = true,
    .judge = judge_use,
};
