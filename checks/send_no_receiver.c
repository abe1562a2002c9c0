/* send-no-receiver: a message that nobody receives.
 *
 * Created by  a send into a channel that the program makes, or into a queue that it has written itself;
 *             a wait for a condition that is for the message to be taken.
 * Ended by    a receive from that channel which control reaches.
 * Cost        the sender, where it waits for room or for its receive; else the memory of each message.
 * Silent      where code that we cannot see may receive it; where messages are only counted (a
 *             semaphore, a signal that nobody waits for). */
#include <stranded/check.h>

static const char *mend_of(const struct channel_trouble *trouble)
{
    switch (trouble->failure) {
    case SEND_UNREACHED:
        return "call the function that receives, or start its thread";
    case SEND_TO_ITSELF:
        return "give the channel room, or receive in another thread";
    default:
        return "receive from it in a thread that runs as long as this one sends, or do not send";
    }
}

static struct finding *state(const struct channel_trouble *trouble, const struct creation *send,
                             struct findings *out)
{
    const char *consequence = trouble->waits ? ", and the sender waits for ever" : "";

    switch (trouble->failure) {
    case SEND_UNRECEIVED:
        if (trouble->tag)
            return findings_add(out, send, "nobody receives what is sent to '%s' with the tag %s%s",
                                trouble->channel, trouble->tag, consequence);
        return findings_add(out, send, "nobody receives what is sent to '%s'%s", trouble->channel,
                            consequence);
    case SEND_UNREACHED:
        return findings_add(out, send,
                            "what is sent to '%s' is received in %s() only, which is never "
                            "reached%s",
                            trouble->channel, trouble->other, consequence);
    case SEND_TO_ITSELF:
        return findings_add(out, send,
                            "waits for ever: '%s' has no room, and only the sender itself would "
                            "receive, later",
                            trouble->channel);
    default:
        return NULL;
    }
}

static void judge_send(const struct program *program, const struct creation *send,
                       struct findings *out)
{
    struct channel_trouble trouble = program_unreceived(program, send);
    struct finding *finding = state(&trouble, send, out);

    if (!finding)
        return;
    finding_set_severity(
        finding, severity_of(trouble.often, ENDS_NEVER, trouble.waits ? COST_THREAD : COST_HANDLE));
    /* that nobody receives is known as far as all is in sight */
    bool assumes = trouble.assumption || trouble.failure != SEND_TO_ITSELF;
    finding_set_confidence(finding, assumes ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH);
    finding_set_multiplicity(finding, trouble.often);
    finding_add_step(finding, send->at,
                     send->kind == CREATES_WAIT ? "waits here until it is taken" : "sent here");
    finding_add_steps(finding, trouble.witness);
    finding_set_mend(finding, "%s", mend_of(&trouble));
}

const struct check check_send_no_receiver = {
    .name = "send-no-receiver",
    .title = "a message is sent that nobody receives",
    .help =
        "A message has two ends. Where nobody takes it out of the channel, a sender that needs "
        "room "
        "waits for ever, and each such thread stays; where the channel has no limit, each message "
        "stays in memory. The check knows the channels that the program makes (pipes, queues of "
        "libraries, lists and rings under a mutex), who sends and who receives, and whether "
        "control "
        "reaches them: a receiving function that nobody calls, or a thread that nobody starts, "
        "receives nothing. It is silent where the channel reaches code that it cannot see.",
    .bad = "static void *work(void *arg)\n"
           "{\n"
           "    struct channel *results = arg;\n"
           "    channel_send(results, compute());  /* waits for room: nobody receives */\n"
           "    return NULL;\n"
           "}\n",
    .good = "for (int i = 0; i < n_workers; i++)\n"
            "    total += channel_receive(&results);\n",
    .creates = CREATES_SEND | CREATES_WAIT,
    .judge = judge_send,
};
