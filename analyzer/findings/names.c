/* The words for severities, confidences and states: part of the JSON contract. */
#include <stranded/check.h>

#include "findings/finding.h"

#include <string.h>

static const char *const severity_names[] = {
    [SEVERITY_LOW] = "low",
    [SEVERITY_MEDIUM] = "medium",
    [SEVERITY_HIGH] = "high",
};

static const char *const confidence_names[] = {
    [CONFIDENCE_LOW] = "low",
    [CONFIDENCE_MEDIUM] = "medium",
    [CONFIDENCE_HIGH] = "high",
};

static const char *const state_names[] = {
    [STATE_NEW] = "new",
    [STATE_OPEN] = "open",
    [STATE_FIXED] = "fixed",
    [STATE_REOPENED] = "reopened",
    [STATE_SUPPRESSED] = "suppressed",
};

#define N_NAMES(names) (sizeof(names) / sizeof((names)[0]))

static const char *find_name(const char *const names[], size_t n_names, unsigned value)
{
    return value < n_names ? names[value] : NULL;
}

/* The value of that name, 0 when there is none. */
static unsigned find_value(const char *const names[], size_t n_names, const char *name)
{
    for (unsigned value = 1; value < n_names; value++)
        if (strcmp(names[value], name) == 0)
            return value;
    return 0;
}

const char *severity_name(enum severity severity)
{
    return find_name(severity_names, N_NAMES(severity_names), severity);
}

const char *confidence_name(enum confidence confidence)
{
    return find_name(confidence_names, N_NAMES(confidence_names), confidence);
}

const char *finding_state_name(enum finding_state state)
{
    return find_name(state_names, N_NAMES(state_names), state);
}

bool severity_parse(const char *name, enum severity *ret_severity)
{
    unsigned value = find_value(severity_names, N_NAMES(severity_names), name);

    if (value != 0)
        *ret_severity = (enum severity)value;
    return value != 0;
}

bool confidence_parse(const char *name, enum confidence *ret_confidence)
{
    unsigned value = find_value(confidence_names, N_NAMES(confidence_names), name);

    if (value != 0)
        *ret_confidence = (enum confidence)value;
    return value != 0;
}

bool finding_state_parse(const char *name, enum finding_state *ret_state)
{
    unsigned value = find_value(state_names, N_NAMES(state_names), name);

    if (value != 0)
        *ret_state = (enum finding_state)value;
    return value != 0;
}
