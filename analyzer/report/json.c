/* JSON for programs: the contract of DESIGN §8, schema 1. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/json_text.h"

#include <glib.h>
#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#define SCHEMA 1

/* Seconds with three digits, as far as anybody can measure. */
static json_t *json_of_seconds(double seconds)
{
    if (!(seconds > 0 && seconds < 1e12))
        return json_real(0);
    return json_real((double)(int64_t)(seconds * 1e3 + 0.5) / 1e3);
}

static json_t *json_of_tool(void)
{
    json_t *tool = json_object();

    json_object_set_new(tool, "name", json_string("stranded"));
    json_object_set_new(tool, "version", json_string(STRANDED_VERSION));
    return tool;
}

static json_t *json_of_run(const struct run *run)
{
    json_t *object = json_object();

    json_object_set_new(object, "id", json_integer(run->id));
    json_object_set_new(object, "revision", json_of_text(run->revision));
    json_object_set_new(object, "units", json_of_number(run->units));
    json_object_set_new(object, "units_reused", json_of_number(run->units_reused));
    json_object_set_new(object, "units_failed", json_of_number(run->units_failed));
    json_object_set_new(object, "functions", json_of_number(run->functions));
    json_object_set_new(object, "units_parsed", json_of_number(run->units - run->units_reused));
    json_object_set_new(object, "functions_solved", json_of_number(run->functions_run));
    json_object_set_new(object, "checks_run", json_of_number(run->checks_run));
    json_object_set_new(object, "seconds", json_of_seconds(run->seconds));
    return object;
}

static json_t *json_of_step(const struct finding_step *step)
{
    json_t *object = json_object();

    json_object_set_new(object, "file", json_of_text(step->file));
    json_object_set_new(object, "line", json_of_number(step->line));
    json_object_set_new(object, "column", json_of_number(step->column));
    json_object_set_new(object, "message", json_of_text(step->message));
    return object;
}

static json_t *json_of_finding(const struct finding *finding)
{
    json_t *object = json_object();
    json_t *trace = json_array();

    for (size_t i = 0; i < finding->n_trace; i++)
        json_array_append_new(trace, json_of_step(&finding->trace[i]));
    json_object_set_new(object, "check", json_of_text(finding->check));
    json_object_set_new(object, "file", json_of_text(finding->file));
    json_object_set_new(object, "line", json_of_number(finding->line));
    json_object_set_new(object, "column", json_of_number(finding->column));
    json_object_set_new(object, "function", json_of_text(finding->function));
    json_object_set_new(object, "severity", json_of_text(severity_name(finding->severity)));
    json_object_set_new(object, "confidence", json_of_text(confidence_name(finding->confidence)));
    json_object_set_new(object, "message", json_of_text(finding->message));
    json_object_set_new(object, "multiplicity", json_of_text(finding->multiplicity));
    json_object_set_new(object, "state", json_of_text(finding_state_name(finding->state)));
    json_object_set_new(object, "fingerprint", json_of_text(finding->fingerprint));
    json_object_set_new(object, "trace", trace);
    json_object_set_new(object, "mend", json_of_text(finding->mend));
    if (finding->also)
        json_object_set_new(object, "also", json_of_step(finding->also));
    return object;
}

void report_write_json(const struct report *report, GString *out)
{
    json_t *document = json_object();
    json_t *findings = json_array();

    for (size_t i = 0; i < report->n_shown; i++)
        json_array_append_new(findings, json_of_finding(report->shown[i]));
    json_object_set_new(document, "schema", json_integer(SCHEMA));
    json_object_set_new(document, "tool", json_of_tool());
    json_object_set_new(document, "run", json_of_run(report->run));
    json_object_set_new(document, "findings", findings);
    json_append_document(document, out);
}
