/* cache-only-grows: entries are put into a container that nothing makes smaller.
 *
 * Created by  an insert, while the program serves, into a container that lasts as long as the process.
 * Ended by    whatever takes entries out or frees them while it serves; a bound on their number.
 * Cost        the entry's memory, each time, until the process runs out of it.
 *             What empties it as a whole where somebody gives the word for it ("reset") is no end.
 * Silent      where entries are only put in while the program starts; where what is put in comes from a
 *             set that does not grow; where code that cannot be seen gets the entries. */
#include <stranded/check.h>

#include <stdio.h>

static struct finding *state(const struct creation *insert, const struct growth *growth,
                             struct findings *out)
{
    char by[32] = "an entry ";

    if (growth->is_table)
        snprintf(by, sizeof(by), "a row ");
    else if (growth->bytes)
        snprintf(by, sizeof(by), "%llu bytes ", (unsigned long long)growth->bytes);
    switch (growth->verdict) {
    case GROWTH_NONE:
        return findings_add(out, insert, "'%s' grows by %s%s, and nothing takes entries out again",
                            growth->container, by, growth->often.words);
    case GROWTH_UNREACHED:
        return findings_add(out, insert,
                            "'%s' grows by %s%s, and %s(), which would take entries out, is never "
                            "called",
                            growth->container, by, growth->often.words, growth->taker);
    case GROWTH_BY_OWNER:
        return findings_add(out, insert,
                            "'%s' grows by %s%s, and %s() takes out only what its caller knows",
                            growth->container, by, growth->often.words, growth->taker);
    case GROWTH_AT_END:
        return findings_add(out, insert,
                            "'%s' grows by %s%s, and entries are freed only outside of that, in "
                            "%s()",
                            growth->container, by, growth->often.words, growth->taker);
    case GROWTH_ON_COMMAND:
        return findings_add(
            out, insert, "'%s' grows by %s%s, and is emptied only where %s() is told \"%s\"",
            growth->container, by, growth->often.words, growth->taker, growth->command);
    case GROWTH_UNKNOWN:
        break;
    }
    return NULL;
}

/* From an event to the insert: every call on a longer way may hang on something that the analysis does not follow, such
 * as a setting or a first time. Of the longest ones that were read in real programs, one in eight was true. */
enum { CALLS_MOST = 7 };

static enum confidence confidence_of(const struct growth *growth)
{
    if (growth->is_weak || !multiplicity_is_steady(&growth->often) || growth->calls > CALLS_MOST)
        return CONFIDENCE_LOW;
    return growth->is_certain ? CONFIDENCE_HIGH : CONFIDENCE_MEDIUM;
}

static void judge_insert(const struct program *program, const struct creation *insert,
                         struct findings *out)
{
    struct growth growth = program_growth(program, insert);
    struct finding *finding = state(insert, &growth, out);

    if (!finding)
        return;
    finding_set_severity(finding, severity_of(growth.often, ENDS_NEVER, COST_SMALL));
    finding_set_confidence(finding, confidence_of(&growth));
    finding_set_multiplicity(finding, growth.often);
    finding_add_step(finding, insert->at, "entry put into '%s' here", growth.container);
    finding_set_mend(finding,
                     "count the entries of '%s' and, before this insert, take out the oldest where "
                     "there are too many; or remove each when what it stands for ends",
                     growth.container);
}

const struct check check_cache_only_grows = {
    .name = "cache-only-grows",
    .title = "a container gets entries that nothing takes out",
    .help =
        "A list, table, tree or array that lives as long as the process and gets an entry for each "
        "request, connection or message needs a way to lose them again: a removal, an eviction, a "
        "largest number, an age. Without one the process grows until it is killed. The check looks "
        "at all of the program for anything that takes entries out or frees them while it serves, "
        "and for a bound before the insert. It is silent where entries are only put in while the "
        "program starts, where the keys come from a set that does not grow, and where code that it "
        "cannot see gets the entries. What empties a container only where a client says the word "
        "for it (\"stats reset\") counts as no removal; tables of a database are told of where no "
        "statement deletes from them.",
    .bad = "static struct session *sessions;\n"
           "\n"
           "static void on_request(const char *cookie)     /* for each request */\n"
           "{\n"
           "    struct session *s = find(sessions, cookie);\n"
           "    if (s == NULL) {\n"
           "        s = session_new(cookie);\n"
           "        s->next = sessions;\n"
           "        sessions = s;           /* who ever takes it out? */\n"
           "    }\n"
           "}\n",
    .good = "    if (s == NULL) {\n"
            "        if (n_sessions == MAX_SESSIONS)\n"
            "            evict_oldest(&sessions);\n"
            "        s = session_new(cookie);\n"
            "        ...\n",
    .creates = CREATES_INSERT,
    .judge = judge_insert,
};
