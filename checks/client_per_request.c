/* client-per-request: each request makes a client of its own.
 *
 * Created by  a call that makes a client, or of a function of the program's that hands one out, on the way
 *             from a request, a connection, a message, a timer, or a round of a loop that waits for such.
 * Ended by    it does not matter to the churn, only to how bad it is: one that is closed again costs each
 *             request the time to set it up; one that is not takes the service down in the end.
 * Cost        name resolution, handshakes, threads; ports that linger after each close.
 * Silent      where it is made once, lasts for a connection or a worker's loop, or is kept for others; where
 *             only somebody outside of a library decides how often it is called. */
#include <stranded/check.h>

/* What is so far from the event may be done on some occasion only, and not for each of them. */
enum { FAR_CALLS = 8 };

/* A mere context, made again for what is no request, costs little. */
static bool is_cheap(const struct creation *client, const struct multiplicity *often)
{
    return client->client.cost == COST_SMALL && often->source != SOURCE_REQUEST &&
           often->source != SOURCE_CONNECTION && often->source != SOURCE_ACCEPT_LOOP &&
           often->source != SOURCE_MESSAGE;
}

/* What is made per request somewhere may be one of a few all the same: a cache, a guard that is not understood. */
static enum confidence confidence_of(const struct creation *client,
                                     const struct client_trouble *trouble)
{
    bool leaks = trouble->failure == CLIENT_PILES_UP;

    if (trouble->often.chain.count >= FAR_CALLS || (!leaks && is_cheap(client, &trouble->often)))
        return CONFIDENCE_LOW;
    return CONFIDENCE_MEDIUM;
}

static void judge_client(const struct program *program, const struct creation *client,
                         struct findings *out)
{
    struct client_trouble trouble = program_client_per_request(program, client);
    const char *maker = client->client.maker;
    bool leaks = trouble.failure == CLIENT_PILES_UP;

    if (trouble.failure == CLIENT_UNKNOWN)
        return;
    struct finding *finding = findings_add(
        out, client, "client%s%s%s is made %s %s", maker ? " from " : "", maker ? maker : "",
        maker ? "()" : "", trouble.often.words, leaks ? "and never closed" : "and closed again");
    finding_set_severity(finding, severity_of(trouble.often, leaks ? ENDS_NEVER : ENDS_MUST,
                                              (enum cost)client->client.cost));
    finding_set_confidence(finding, confidence_of(client, &trouble));
    finding_set_multiplicity(finding, trouble.often);
    finding_add_step(finding, client->at, "client made here");
    finding_add_steps(finding, trouble.witness);
    if (!leaks)
        finding_add_step(finding, trouble.at, "closed again here");
    else if (!trouble.witness.count)
        finding_add_step(finding, client->at, "nothing closes %s%s%s%s",
                         *client->object ? "'" : "it", client->object, *client->object ? "'" : "",
                         trouble.assumption ? ", as far as this code shows" : "");
    finding_set_mend(finding,
                     "make one client before the requests come, or a bounded pool of them, and "
                     "keep it for the next request");
}

const struct check check_client_per_request = {
    .name = "client-per-request",
    .title = "client is made for each request",
    .help =
        "A client is costly to make (name resolution, a handshake, threads of its own) and meant "
        "to "
        "live: whoever makes one for each request pays for that each time, and loses what it "
        "keeps, "
        "such as open connections. If it is not even closed, sockets and threads grow until the "
        "service dies. The check looks at clients of libraries and at those of the program's own "
        "constructors, that are made on the way from a request, an event, a message, a timer or a "
        "connection. It is silent where a client is made once, where it lasts for a connection or "
        "for the loop of a worker, and where it is kept for the next request: in a pool, a cache, "
        "or "
        "where only a dead one is replaced.",
    .bad = "static int answer(struct request *request)\n"
           "{\n"
           "    redisContext *redis = redisConnect(host, port);   /* once per request */\n"
           "    int rc = look_up(redis, request);\n"
           "    redisFree(redis);\n"
           "    return rc;\n"
           "}\n",
    .good = "static redisContext *redis;       /* made in main(), before the first request */\n"
            "\n"
            "static int answer(struct request *request)\n"
            "{\n"
            "    return look_up(redis, request);\n"
            "}\n",
    .creates = CREATES_CLIENT | CREATES_CALLED_CLIENT,
    .judge = judge_client,
};
