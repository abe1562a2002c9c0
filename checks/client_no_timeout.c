/* client-no-timeout: a call that waits for another machine, as long as that takes.
 *
 * Created by  a call that waits for the other side of a client: a connect, a request, a command; or for a thread of
 *             the program's own that receives the answer.
 * Ended by    a time-out that is set anywhere for this client or for one of those it cannot be told from; for
 *             a descriptor also non-blocking mode, a wait for it with others, an alarm, a shutdown by somebody
 *             else.
 * Cost        whoever is served by the thread that waits: it hangs as long as the other side does.
 * Silent      where the client reaches code that we cannot see; where it is connected to a process of the same
 *             machine; where the call is made once and nothing waits for it later. */
#include <stranded/check.h>

static const char *whom(enum blocking blocking)
{
    switch (blocking) {
    case BLOCKING_EVENT:
        return "the event that it is for waits as well";
    case BLOCKING_CALLER:
        return "whoever calls waits as well";
    case BLOCKING_ALONE:
        return "the loop around it stands still";
    case BLOCKING_NONE:
    case BLOCKING_ONCE:
        break;
    }
    return "the program waits as well";
}

static const char *mending(const struct unbounded_wait *wait)
{
    if (wait->is_woken)
        return "wait with a time-out, such as pthread_cond_timedwait(), and tell the caller that "
               "no answer came";
    if (wait->connects)
        return "set a time-out for the socket before it connects, or make it non-blocking "
               "and wait for it with a time-out";
    return "set a time-out for the client before it is used";
}

/* Nothing is lost, but each event may pay for it; who waits for nobody but itself pays little. */
static enum severity severity_for(const struct unbounded_wait *wait)
{
    struct multiplicity often = wait->often;

    if (wait->blocking != BLOCKING_EVENT)
        often.often = OFTEN_ONCE;
    return severity_of(often, ENDS_MUST, COST_HANDLE);
}

static void judge_call(const struct program *program, const struct creation *call,
                       struct findings *out)
{
    struct unbounded_wait wait = program_unbounded(program, call);

    if (wait.blocking == BLOCKING_NONE)
        return;
    const char *name = *wait.callee ? wait.callee : "the call";
    struct finding *finding =
        findings_add(out, call, "%s%s waits for the other side without a bound on the time", name,
                     *wait.callee ? "()" : "");
    finding_set_severity(finding, severity_for(&wait));
    finding_set_confidence(finding, wait.blocking == BLOCKING_EVENT && !wait.is_woken
                                        ? CONFIDENCE_HIGH
                                        : CONFIDENCE_MEDIUM);
    finding_set_multiplicity(finding, wait.often);
    finding_add_steps(finding, wait.witness);
    if (wait.later)
        finding_add_step(finding, call->at, "waits here, and so does what goes through it later");
    else
        finding_add_step(finding, call->at, "waits here: while the other side is silent, %s",
                         whom(wait.blocking));
    if (!wait.is_woken)
        finding_set_remedy(finding, (struct remedy){.kind = REMEDY_TIME_OUT});
    finding_set_mend(finding, "%s", mending(&wait));
}

const struct check check_client_no_timeout = {
    .name = "client-no-timeout",
    .title = "a call to another machine without a bound on its time",
    .help = "A server that does not answer holds whoever waits for it: a request, an event loop, "
            "one of a few "
            "workers. The check knows the clients of a program, what they wait in, and every way "
            "in which such "
            "a wait is bounded: a time-out option, a socket option, non-blocking mode, a wait for "
            "several "
            "descriptors, an alarm. One bound anywhere for a client, or for one that it cannot be "
            "told from, is "
            "enough. It is of low severity where the call keeps nobody waiting but a loop of its "
            "own or whoever "
            "calls a library. The check is silent where the client reaches code that it cannot "
            "see, and about "
            "sockets that the program accepts or connects to the same machine.",
    .bad = "CURL *curl = curl_easy_init();\n"
           "curl_easy_setopt(curl, CURLOPT_URL, url);\n"
           "rc = curl_easy_perform(curl);   /* as long as the server likes */\n",
    .good = "CURL *curl = curl_easy_init();\n"
            "curl_easy_setopt(curl, CURLOPT_URL, url);\n"
            "curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);\n"
            "rc = curl_easy_perform(curl);\n",
    .creates = CREATES_BLOCK,
    .judge = judge_call,
};
