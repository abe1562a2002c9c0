/* Severity = multiplicity × what is missing × cost, for all checks, as one table. */
#include <stranded/check.h>

/* Rows: how often and how it ends. Columns: what one costs: SMALL, HANDLE, THREAD.
 *
 *                          SMALL   HANDLE  THREAD
 *   once                   low     low     low     the loss is as large as it will ever be
 *   bounded    never       low     medium  medium  as large as the bound
 *              may         low     low     low     a part of a bounded loss
 *              must        low     low     low
 *   per event  never       medium  high    high    grows until the service dies
 *              may         medium  high    high    so does this, only slower: one path of many is
 *                                                  taken often enough in a process that lives long
 *              must        low     medium  medium  nothing is lost, but each event pays for it
 *
 * What we do not know (ENDS_UNKNOWN) counts as "may": whoever reports it does so with the lower
 * confidence, and severity must not say the same again.
 *
 * What a program never calls in sight, such as a function whose caller stands behind a macro that is off, may be done
 * once, or not at all: it is medium at most. */
enum { N_OFTEN = OFTEN_PER_EVENT + 1, N_VERDICT = ENDS_MUST + 1, N_COST = COST_THREAD + 1 };

#define L SEVERITY_LOW
#define M SEVERITY_MEDIUM
#define H SEVERITY_HIGH

static const enum severity severities[N_OFTEN][N_VERDICT][N_COST] =
    {
        [OFTEN_ONCE] =
            {
                [ENDS_UNKNOWN] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
                [ENDS_NEVER] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
                [ENDS_MAY] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
                [ENDS_MUST] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
            },
        [OFTEN_BOUNDED] =
            {
                [ENDS_UNKNOWN] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
                [ENDS_NEVER] = {[COST_SMALL] = L, [COST_HANDLE] = M, [COST_THREAD] = M},
                [ENDS_MAY] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
                [ENDS_MUST] = {[COST_SMALL] = L, [COST_HANDLE] = L, [COST_THREAD] = L},
            },
        [OFTEN_PER_EVENT] =
            {
                [ENDS_UNKNOWN] = {[COST_SMALL] = M, [COST_HANDLE] = H, [COST_THREAD] = H},
                [ENDS_NEVER] = {[COST_SMALL] = M, [COST_HANDLE] = H, [COST_THREAD] = H},
                [ENDS_MAY] = {[COST_SMALL] = M, [COST_HANDLE] = H, [COST_THREAD] = H},
                [ENDS_MUST] = {[COST_SMALL] = L, [COST_HANDLE] = M, [COST_THREAD] = M},
            },
};

enum severity severity_of(struct multiplicity often, enum verdict verdict, enum cost cost)
{
    enum severity severity = severities[often.often][verdict][cost];

    return often.is_uncalled && severity > SEVERITY_MEDIUM ? SEVERITY_MEDIUM : severity;
}
