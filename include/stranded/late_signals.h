/* What recv-no-sender and select-stuck say alike: of a wait in which a flag of a unix signal's handler comes too late. */
#ifndef STRANDED_LATE_SIGNALS_H
#define STRANDED_LATE_SIGNALS_H

#include <stranded/check.h>

/* What is waited for may come soon, and another signal ends it. */
static inline void judge_late_signal(const struct program *program, const struct creation *wait,
                                     struct findings *out)
{
    struct late_signal late = program_late_signal(program, wait);
    struct finding *finding =
        findings_add(out, wait,
                     "waits although %s() may have set '%s' since it was looked at: the unix "
                     "signal came too early to end the wait",
                     late.handler, late.flag);

    finding_set_severity(finding, SEVERITY_LOW);
    finding_set_confidence(finding, CONFIDENCE_MEDIUM);
    finding_set_multiplicity(finding, late.often);
    finding_add_step(finding, wait->at, "waits here, without a time-out");
    finding_add_steps(finding, late.witness);
    finding_set_mend(finding, "have the handler write to a pipe that is waited for, too, or block "
                              "the signal and let it in while it waits, as ppoll() does");
}

#endif
