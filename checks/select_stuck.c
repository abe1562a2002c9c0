/* select-stuck: a wait for several channels that nothing ends.
 *
 * Created by  a select, poll, epoll or choose without a time-out; also two sides that wait for each other's
 *             message before they send their own; also one in a loop that a unix signal's flag is to end.
 * Ended by    a message, a close or a signal of one of the channels, which control reaches.
 * Cost        the thread that waits.
 * Silent      where a channel, or the set of them, comes from outside or reaches code that we cannot see. */
#include <stranded/check.h>
#include <stranded/late_signals.h>

static const char *mend_of(const struct channel_trouble *trouble)
{
    switch (trouble->failure) {
    case SELECT_EMPTY:
        return "add what is to be waited for before the wait";
    case WAIT_OPPOSITE:
        return "let one side send before it waits, or give it its first message before both start";
    case WAIT_BEHIND:
        return "start what sends before the wait";
    default:
        return "send to, or close, one of the channels, or wait with a time-out";
    }
}

static struct finding *state(const struct channel_trouble *trouble, const struct creation *wait,
                             struct findings *out)
{
    switch (trouble->failure) {
    case SELECT_EMPTY:
        return findings_add(out, wait, "waits for ever: nothing is ever added to '%s'",
                            trouble->channel);
    case WAIT_UNSENT:
        return findings_add(out, wait, "waits for ever: nothing is sent to any of the channels");
    case WAIT_UNREACHED:
        return findings_add(out, wait,
                            "waits for ever: only %s() sends to one of the channels, and it is "
                            "never reached",
                            trouble->other);
    case WAIT_BEHIND:
        return findings_add(out, wait,
                            "waits for ever: %s(), which would end the wait, comes to that only "
                            "behind it",
                            trouble->other);
    case WAIT_OPPOSITE:
        return findings_add(out, wait,
                            "waits for ever: %s() sends to '%s' only when it has received what is "
                            "sent behind this wait",
                            trouble->other, trouble->channel);
    case WAIT_LEFT:
        return findings_add(out, wait,
                            "waits for '%s', but %s() may return without having sent anything",
                            trouble->channel, trouble->other);
    case WAIT_NOT_STARTED:
        return findings_add(out, wait,
                            "waits for '%s' although %s(), which would send, may not have been "
                            "started",
                            trouble->channel, trouble->other);
    default:
        return NULL;
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
    if (wait->kind == CREATES_LISTEN_EACH) {
        judge_late_signal(program, wait, out);
        return;
    }
    struct channel_trouble trouble = program_stuck_select(program, wait);
    struct finding *finding = state(&trouble, wait, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_for(&trouble));
    finding_set_confidence(finding, trouble.assumption ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH);
    finding_set_multiplicity(finding, trouble.often);
    finding_add_step(finding, wait->at, "waits here, without a time-out");
    finding_add_steps(finding, trouble.witness);
    finding_set_mend(finding, "%s", mend_of(&trouble));
}

const struct check check_select_stuck = {
    .name = "select-stuck",
    .title = "a wait for several channels that nothing ends",
    .help =
        "A select, poll, epoll or choose without a time-out needs at least one source that may "
        "become ready. The check knows which channels of the program it waits for, and whether "
        "control ever reaches code that sends to them; code behind the wait itself does not count. "
        "So it finds, too, two threads that each wait for the other's message before they send "
        "their own. And where a loop is to end by a flag that the handler of a unix signal sets, "
        "it "
        "tells that a signal which comes between the look and the wait does not end that. It is "
        "silent where one of the sources comes from outside, such as a socket or "
        "a timer, or reaches code that it cannot see.",
    .bad = "struct pollfd ready = {.fd = wake[0], .events = POLLIN};\n"
           "poll(&ready, 1, -1);  /* nothing writes to wake[1] */\n",
    .good = "write(wake[1], \"w\", 1);  /* wherever there is something to do */\n",
    .creates = CREATES_SELECT | CREATES_WAIT | CREATES_LISTEN_EACH,
    .judge = judge_wait,
};
