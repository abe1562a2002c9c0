/* recv-no-sender: a wait that nothing ends.
 *
 * Created by  a receive from a channel of the program's own, or a wait for a condition, without a
 *             time-out.
 * Ended by    a send, a signal or a close which control reaches; a cancel.
 *             A signal that the waiter may miss, or that another may get, is none: what he looks at is
 *             read from the code around the wait.
 * Cost        the thread that waits.
 * Silent      where code that we cannot see may end it; where main waits so that the others may go on. */
#include <stranded/check.h>
#include <stranded/late_signals.h>

static const char *mend_of(const struct channel_trouble *trouble)
{
    switch (trouble->failure) {
    case WAIT_UNREACHED:
        return "call the function that ends the wait";
    case WAIT_LEFT:
        return "signal or send on that way, too, and say that it has failed";
    case WAIT_UNANSWERED:
        return "answer on that way, too, and say that it has failed";
    case WAIT_JOINED:
        return "end the wait on that way, too, before the join";
    case WAIT_OWN_END:
        return "close the end that writes in every process that does not write";
    case WAIT_REAPED:
        return "write or close on that way, too, before the child is waited for";
    case WAIT_BEHIND:
        return "do what ends the wait before it, or in another thread";
    case WAIT_LOCKED:
        return "wait before the lock is taken, or give it back meanwhile";
    case WAIT_TOO_FEW:
        return "make it for as many threads as wait";
    case WAIT_NOT_STARTED:
        return "do not wait where the start has failed";
    case WAIT_BARE:
        return "keep what has happened in a flag under the lock, and wait only while it is not set";
    case WAIT_NOT_LOOKED_AT:
        return "wait in a loop that looks again";
    case WAIT_UNTOLD:
        return "signal there, too";
    case WAIT_MISTOLD:
        return "signal the condition that is waited for";
    case WAIT_UNLOCKED:
        return "change what is waited for with the lock held";
    case WAIT_STOLEN:
        return "wake all, or give each its condition";
    case WAIT_ONE_WOKEN:
        return "wake all of them";
    case WAIT_KEPT:
        return "give it back on that way, too";
    case WAIT_NOT_OPENED:
        return "set what is waited for before the signal";
    default:
        return "signal or send where what is waited for has come, or wait with a time-out";
    }
}

/* A wake-up comes, but may not reach the one who waits. */
static struct finding *state_lost(const struct channel_trouble *trouble,
                                  const struct creation *wait, struct findings *out)
{
    const char *channel = trouble->channel, *other = trouble->other;

    switch (trouble->failure) {
    case WAIT_BARE:
        return findings_add(out, wait,
                            "waits for '%s' without a look at anything: a wake-up by %s() that "
                            "comes before is lost",
                            channel, other);
    case WAIT_NOT_LOOKED_AT:
        return findings_add(out, wait,
                            "waits for '%s', and %s() goes on without a look whether another "
                            "thread was quicker",
                            channel, other);
    case WAIT_UNTOLD:
        return findings_add(out, wait,
                            "waits for '%s', but %s() may make true what it waits for, and does "
                            "not signal it",
                            channel, other);
    case WAIT_MISTOLD:
        return findings_add(out, wait,
                            "waits for '%s', but %s(), which makes true what it waits for, "
                            "signals another condition",
                            channel, other);
    case WAIT_UNLOCKED:
        return findings_add(out, wait,
                            "waits for '%s', but %s() makes true what it waits for without the "
                            "lock: the wake-up may come between look and wait",
                            channel, other);
    case WAIT_STOLEN:
        return findings_add(out, wait,
                            "waits for '%s', but %s() waits for it, too, for something else, and "
                            "may get the only wake-up",
                            channel, other);
    case WAIT_ONE_WOKEN:
        return findings_add(out, wait,
                            "several threads wait for '%s', and %s() wakes only one of them",
                            channel, other);
    case WAIT_KEPT:
        return findings_add(out, wait,
                            "waits for '%s', but %s() may return without giving back what it "
                            "waits for",
                            channel, other);
    case WAIT_NOT_OPENED:
        return findings_add(out, wait,
                            "waits for ever: '%s' is signalled, but nothing makes true what %s() "
                            "waits for",
                            channel, other);
    default:
        return NULL;
    }
}

static struct finding *state(const struct channel_trouble *trouble, const struct creation *wait,
                             struct findings *out)
{
    switch (trouble->failure) {
    case WAIT_UNSENT:
        if (trouble->tag)
            return findings_add(out, wait,
                                "waits for ever: nothing with the tag %s is sent to '%s'",
                                trouble->tag, trouble->channel);
        return findings_add(out, wait, "waits for ever: nothing is sent to, or signals, '%s'",
                            trouble->channel);
    case WAIT_UNREACHED:
        return findings_add(out, wait,
                            "waits for ever: only %s() sends to, or signals, '%s', and it is never "
                            "reached",
                            trouble->other, trouble->channel);
    case WAIT_LEFT:
        return findings_add(out, wait,
                            "waits for '%s', but %s() may return without having ended the wait",
                            trouble->channel, trouble->other);
    case WAIT_UNANSWERED:
        return findings_add(out, wait,
                            "waits for '%s', but %s() may go on to the next request without an "
                            "answer to this one",
                            trouble->channel, trouble->other);
    case WAIT_NOT_STARTED:
        return findings_add(out, wait,
                            "waits for '%s' although %s(), which would end the wait, may not have "
                            "been started",
                            trouble->channel, trouble->other);
    case WAIT_JOINED:
        return findings_add(out, wait,
                            "waits for '%s', but %s(), which alone would end that, may wait for "
                            "the end of this thread first",
                            trouble->channel, trouble->other);
    case WAIT_OWN_END:
        return findings_add(out, wait,
                            "waits for ever: the end of file does not come as long as this process "
                            "keeps the other end of '%s' open itself",
                            trouble->channel);
    case WAIT_REAPED:
        return findings_add(out, wait,
                            "waits for '%s', while %s() may wait for the end of this process and "
                            "keep the end that writes open",
                            trouble->channel, trouble->other);
    case WAIT_LOCKED:
        return findings_add(out, wait,
                            "waits for '%s' with a lock held that %s() takes before it would end "
                            "the wait",
                            trouble->channel, trouble->other);
    case WAIT_BEHIND:
        return findings_add(out, wait,
                            "waits for ever: %s(), which would end the wait for '%s', comes to "
                            "that only behind it",
                            trouble->other, trouble->channel);
    case WAIT_TOO_FEW:
        return findings_add(out, wait,
                            "waits for ever: fewer threads come to '%s' than it is made for",
                            trouble->channel);
    default:
        return state_lost(trouble, wait, out);
    }
}

/* A wait that never ends hangs its thread, however seldom it is entered. */
static enum severity severity_for(const struct channel_trouble *trouble)
{
    enum severity severity = severity_of(trouble->often, ENDS_NEVER, COST_THREAD);

    return severity < SEVERITY_MEDIUM ? SEVERITY_MEDIUM : severity;
}

static void judge_wait(const struct program *program, const struct creation *wait,
                       struct findings *out)
{
    if (wait->kind == CREATES_LISTEN) {
        judge_late_signal(program, wait, out);
        return;
    }
    struct channel_trouble trouble = program_unsent(program, wait);
    struct finding *finding = state(&trouble, wait, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_for(&trouble));
    /* that nobody sends is known as far as all is in sight */
    bool assumes =
        trouble.assumption || trouble.failure == WAIT_UNSENT || trouble.failure == WAIT_UNREACHED;
    finding_set_confidence(finding, assumes ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH);
    finding_set_multiplicity(finding, trouble.often);
    finding_add_step(finding, wait->at, "waits here, without a time-out");
    finding_add_steps(finding, trouble.witness);
    if (trouble.failure == WAIT_ONE_WOKEN || trouble.failure == WAIT_STOLEN)
        finding_set_remedy(finding, (struct remedy){.kind = REMEDY_WAKE_ALL});
    finding_set_mend(finding, "%s", mend_of(&trouble));
}

const struct check check_recv_no_sender = {
    .name = "recv-no-sender",
    .title = "a wait that nothing ends",
    .help =
        "Who waits without a time-out needs somebody who ends the wait: a message, a signal, a "
        "post, a close. The check knows the channels and conditions of the program, who waits for "
        "them and who sends, and whether control reaches the sender. A wake-up may also be lost: "
        "where what is waited for is made true outside of the lock or without a signal, where "
        "another waiter gets the only signal, where the wait looks at nothing. Or the one who "
        "waits "
        "holds a lock that is needed to end the wait, or a unix signal comes just before it, whose "
        "handler only sets a flag. The check is silent "
        "where the channel or the condition reaches code that it cannot see, about waits with a "
        "time-out, and where main waits only so that the other threads may go on.",
    .bad = "pthread_mutex_lock(&job->lock);\n"
           "while (!job->done)\n"
           "    pthread_cond_wait(&job->finished, &job->lock);  /* nobody signals it */\n"
           "pthread_mutex_unlock(&job->lock);\n",
    .good = "pthread_mutex_lock(&job->lock);\n"
            "job->done = true;\n"
            "pthread_cond_broadcast(&job->finished);\n"
            "pthread_mutex_unlock(&job->lock);\n",
    .creates = CREATES_WAIT | CREATES_LISTEN,
    .judge = judge_wait,
};
