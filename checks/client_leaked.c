/* client-leaked: a client that is lost before somebody closes it.
 *
 * Created by  a call that makes a client: a thing that is costly to make and meant to live, such as a
 *             connection. Where a function of the program's hands one out, each call of that.
 * Ended by    what its library, or its constructor's counterpart, has for that. A plain free() is no end.
 * Cost        a descriptor, the memory and the threads of a connection, and a place at the other side,
 *             until the process ends.
 * Silent      where it reaches code that we cannot see, and where it lives as long as the process. */
#include <stranded/check.h>

static const char *claim_of(const struct ending *ending)
{
    if (ending->lost)
        return ending->lost;
    return ending->verdict == ENDS_MAY ? "is not closed on every path" : "is never closed";
}

static enum confidence confidence_of(const struct creation *client, const struct ending *ending)
{
    if (ending->far_apart || ending->said_twice ||
        (client->client.is_bare && client->kind == CREATES_CALLED_CLIENT))
        return CONFIDENCE_LOW;
    return ending->assumption || ending->through_calls ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH;
}

static void report(const struct program *program, const struct creation *client,
                   const struct ending *ending, struct findings *out)
{
    struct multiplicity often = program_multiplicity(program, client);
    const char *maker = client->client.maker;
    struct finding *finding = findings_add(out, client, "client%s%s%s %s", maker ? " from " : "",
                                           maker ? maker : "", maker ? "()" : "", claim_of(ending));

    finding_set_severity(finding,
                         severity_of(often, ending->verdict, (enum cost)client->client.cost));
    finding_set_confidence(finding, confidence_of(client, ending));
    finding_set_multiplicity(finding, often);
    finding_add_step(finding, client->at, "client made here");
    finding_add_steps(finding, ending->witness);
    if (!ending->witness.count)
        finding_add_step(finding, client->at, "nothing closes %s%s%s%s",
                         *client->object ? "'" : "it", client->object, *client->object ? "'" : "",
                         ending->assumption ? ", as far as this code shows" : "");
    finding_set_remedy(finding, program_remedy(program, client, ending));
    finding_set_mend(finding, "close it on this path too, or keep it where somebody closes it");
}

static void judge_client(const struct program *program, const struct creation *client,
                         struct findings *out)
{
    struct ending ending = program_ending(program, client, EVENT_CLOSE);

    switch (ending.verdict) {
    case ENDS_NEVER:
    case ENDS_MAY:
        report(program, client, &ending, out);
        break;
    case ENDS_MUST:
    case ENDS_UNKNOWN: /* a gap in what we know must not become a claim */
        break;
    }
}

const struct check check_client_leaked = {
    .name = "client-leaked",
    .title = "client is not closed on some path",
    .help =
        "A client (a connection to a server, a handle of a library with a connection or threads of "
        "its own) takes descriptors and memory here and a place at the other side, until it is "
        "closed. If it is lost first, nobody can close it: an error path that returns early, a "
        "reconnect that overwrites the old one, a struct that is freed around it, a free() where "
        "the "
        "library has a destructor of its own. The check follows the client through variables, "
        "structs, wrappers and files, and the program's own constructors as well as those of "
        "libraries. It is silent where the client reaches code that it cannot see, where somebody "
        "closes what is kept there, and where the one client lives as long as the process.",
    .bad = "CURL *curl = curl_easy_init();\n"
           "if (set_options(curl, request) != 0)\n"
           "    return -1;                     /* the handle and its connection stay */\n"
           "int rc = curl_easy_perform(curl);\n"
           "curl_easy_cleanup(curl);\n",
    .good = "CURL *curl = curl_easy_init();\n"
            "int rc = set_options(curl, request);\n"
            "if (rc == 0)\n"
            "    rc = curl_easy_perform(curl);\n"
            "curl_easy_cleanup(curl);           /* on every path */\n",
    .creates = CREATES_CLIENT | CREATES_CALLED_CLIENT,
    .follows_paths = true,
    .judge = judge_client,
};
