/* thread-no-stop: a thread that nobody can stop, or whose stop does not work.
 *
 * Created by  a spawn.
 * Ended by    its body's return: by a flag that somebody sets, by a wake-up where it waits, by a cancel.
 * Cost        a thread that works on for ever; or, where somebody joins it, a shutdown that hangs.
 * Silent      where something that we cannot see may stop it; a service thread without any way to stop
 *             that is started once and lives as long as the process. */
#include <stranded/check.h>

static const char *mend_of(const struct stopping *stop)
{
    switch (stop->failure) {
    case STOP_NO_WAY:
        if (stop->waits)
            return "end its main loop where the thread is no longer needed, then join it";
        return "give its loop a flag to end by, set the flag where the thread is no longer needed, "
               "and join it";
    case STOP_NEVER_TOLD:
        return "set the flag where the thread is no longer needed, then join it";
    case STOP_TOLD_LATE:
        return "set the flag (and wake the thread) before the join";
    case STOP_OVERWRITTEN:
        return "set the flag before the thread is started, and not in the thread";
    case STOP_READ_ONCE:
        return "read the flag again in each round of the loop";
    case STOP_NOT_TOLD:
        return "set the flag (and wake the threads) before this join";
    case STOP_OTHER_TOLD:
        return "set the flag of this thread's own object before this join";
    case STOP_NEVER_SENT:
        return "send it that message where the thread is no longer needed, then join it";
    case STOP_SENT_LATE:
        return "send it that message before the join";
    case STOP_ONE_SENT:
        return "send one such message for each of the threads, or let each pass it on to the next";
    case STOP_CLOSED_LATE:
        return "close what the thread reads from before the join";
    case STOP_READY_NEVER:
    case STOP_READY_LATE:
        return "write to what the thread waits for, or close its other end, before the join";
    case STOP_NOT_WOKEN:
        return "after setting the flag, wake the thread: signal its condition, post its semaphore, "
               "shut down or close what it reads from; or let it wait with a time-out";
    case STOP_ONE_WOKEN:
        return "wake all of them: broadcast instead of signal";
    case STOP_WAKE_LOST:
        return "set the flag while holding the mutex that the waiter holds, then signal";
    case STOP_NOT_SEEN:
        return "test the flag in the condition of the loop that waits";
    case STOP_WAITS_BLINDLY:
        return "test the flag with the mutex held, before the wait";
    case STOP_UNKNOWN:
        break;
    }
    return "";
}

/* A join that waits for ever hangs whoever stops the program, however seldom that is. */
static enum severity severity_for(const struct stopping *stop)
{
    enum severity severity = severity_of(stop->often, ENDS_NEVER, COST_THREAD);
    bool hangs = stop->failure >= STOP_TOLD_LATE || stop->join_hangs;

    return hangs && severity < SEVERITY_MEDIUM ? SEVERITY_MEDIUM : severity;
}

static struct finding *state(const struct stopping *stop, struct findings *out)
{
    const char *body = stop->body, *flag = stop->flag, *waits = stop->waits;

    switch (stop->failure) {
    case STOP_NO_WAY:
        return findings_add(out, stop->anchor, "thread '%s' never ends, and nothing can stop it",
                            body);
    case STOP_NEVER_TOLD:
        return findings_add(out, stop->anchor, "thread '%s' never stops: nothing sets '%s'", body,
                            flag);
    case STOP_TOLD_LATE:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined before it is told to stop by '%s'", body, flag);
    case STOP_OVERWRITTEN:
        return findings_add(out, stop->anchor,
                            "thread '%s' may miss its stop: it sets '%s' itself when it begins",
                            body, flag);
    case STOP_READ_ONCE:
        return findings_add(out, stop->anchor,
                            "thread '%s' never stops: it reads '%s' once, before its loop", body,
                            flag);
    case STOP_NOT_TOLD:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined on an error path, and '%s' has not told it to "
                            "stop",
                            body, flag);
    case STOP_OTHER_TOLD:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined here, but only the '%s' of others is set", body,
                            flag);
    case STOP_NEVER_SENT:
        return findings_add(out, stop->anchor,
                            "thread '%s' never stops: nothing sends it '%s', by which it ends",
                            body, flag);
    case STOP_SENT_LATE:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined before it is sent '%s', by which it ends", body,
                            flag);
    case STOP_ONE_SENT:
        return findings_add(out, stop->anchor,
                            "threads '%s' each take a message to end by ('%s'), but only one is "
                            "sent before they are joined",
                            body, flag);
    case STOP_CLOSED_LATE:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined before what its %s() reads from is closed", body,
                            waits);
    case STOP_READY_NEVER:
        return findings_add(
            out, stop->anchor,
            "thread '%s' never stops: nothing writes to or closes what ends its %s()", body, waits);
    case STOP_READY_LATE:
        return findings_add(out, stop->anchor,
                            "thread '%s' is joined before what ends its %s() is written or closed",
                            body, waits);
    case STOP_NOT_WOKEN:
        return findings_add(out, stop->anchor,
                            "thread '%s' is told to stop by '%s', but nothing wakes it from %s()",
                            body, flag, waits);
    case STOP_ONE_WOKEN:
        return findings_add(
            out, stop->anchor,
            "threads '%s' are told to stop by '%s', but only one is woken from %s()", body, flag,
            waits);
    case STOP_WAKE_LOST:
        return findings_add(out, stop->anchor,
                            "thread '%s' may sleep through the stop: '%s' is set and signalled "
                            "without the mutex of its %s()",
                            body, flag, waits);
    case STOP_NOT_SEEN:
        return findings_add(out, stop->anchor,
                            "thread '%s' is woken to stop, but waits on in %s() without a look at "
                            "'%s'",
                            body, waits, flag);
    case STOP_WAITS_BLINDLY:
        return findings_add(out, stop->anchor,
                            "thread '%s' may sleep through the stop: it comes to wait in %s() "
                            "without a look at '%s'",
                            body, waits, flag);
    case STOP_UNKNOWN:
        break;
    }
    return NULL;
}

/* Where nobody in sight starts it again and again, it may be one that is to live as long as the process. */
static enum confidence confidence_of(const struct stopping *stop)
{
    bool is_sure = stop->often.often != OFTEN_PER_EVENT || multiplicity_is_steady(&stop->often);

    return stop->assumption || stop->failure > STOP_NOT_TOLD || !is_sure ? CONFIDENCE_MEDIUM
                                                                         : CONFIDENCE_HIGH;
}

static void report(const struct stopping *stop, const struct creation *spawn, struct findings *out)
{
    struct finding *finding = state(stop, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_for(stop));
    finding_set_confidence(finding, confidence_of(stop));
    finding_set_multiplicity(finding, stop->often);
    finding_add_step(finding, spawn->at, "thread created here");
    finding_add_steps(finding, stop->witness);
    if (stop->failure == STOP_ONE_WOKEN)
        finding_set_remedy(finding, (struct remedy){.kind = REMEDY_WAKE_ALL});
    finding_set_mend(finding, "%s", mend_of(stop));
}

/* A function that makes threads for others may make several kinds, each with a body of its own. */
static void judge_stop(const struct program *program, const struct creation *spawn,
                       struct findings *out)
{
    size_t next = 0;
    struct stopping stop;

    while ((stop = program_stopping(program, spawn, &next)).failure)
        report(&stop, spawn, out);
}

const struct check check_thread_no_stop = {
    .name = "thread-no-stop",
    .title = "thread cannot be stopped, or its stop does not work",
    .help =
        "Never start a thread without knowing how it will stop. A thread stops when its body "
        "returns: its loop tests a flag, somebody sets that flag, and where the thread waits, "
        "somebody wakes it, so that it looks at the flag again. The check follows each of these: a "
        "loop without a way out, a flag that no reached code sets, or only that of another object, "
        "or that is read once, or that the thread sets itself when it begins, a descriptor that "
        "ends the thread and that nobody writes to, a join that comes before the flag is set, "
        "before the message is "
        "sent or the pipe is written to or closed by which the thread ends, a wait without a "
        "time-out that "
        "nothing in the code that stops the thread "
        "ends, one signal for several waiters, one last message for several threads, a flag that "
        "is set and signalled without the mutex, "
        "a wait that is entered, or gone on with, without a look at the flag. It is silent where "
        "something that "
        "it cannot see may stop the thread, and about a service thread without any stop that is "
        "started once and lives as long as the process.",
    .bad = "static void *keep_alive(void *arg)\n"
           "{\n"
           "    struct client *client = arg;\n"
           "    for (;;) {                      /* no way out: each client leaves a thread */\n"
           "        sleep(15);\n"
           "        ping(client);\n"
           "    }\n"
           "}\n",
    .good = "static void *keep_alive(void *arg)\n"
            "{\n"
            "    struct client *client = arg;\n"
            "    pthread_mutex_lock(&client->lock);\n"
            "    while (!client->closing) {      /* set, with a signal, by client_close() */\n"
            "        struct timespec until = in_seconds(15);\n"
            "        pthread_cond_timedwait(&client->changed, &client->lock, &until);\n"
            "        ping(client);\n"
            "    }\n"
            "    pthread_mutex_unlock(&client->lock);\n"
            "    return NULL;\n"
            "}\n",
    .creates = CREATES_THREAD,
    .judge = judge_stop,
};
