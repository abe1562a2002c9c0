/* Code Quality reports of GitLab: the part of Code Climate's format that it reads, one array. The
 * fingerprint is what tells it a new finding from one that the target branch has, too. */
#include "report/format.h"

#include "findings/finding.h"
#include "report/json_text.h"

#include <stranded/check.h>

#include <jansson.h>
#include <stddef.h>

static const char *severity_word(enum severity severity)
{
    switch (severity) {
    case SEVERITY_HIGH:
        return "critical";
    case SEVERITY_MEDIUM:
        return "major";
    case SEVERITY_LOW:
        break;
    }
    return "minor";
}

static json_t *json_of_issue(const struct finding *finding)
{
    json_t *issue = json_object(), *location = json_object(), *lines = json_object();

    json_object_set_new(lines, "begin", json_of_number(finding->line));
    json_object_set_new(location, "path", json_of_text(finding->file));
    json_object_set_new(location, "lines", lines);
    json_object_set_new(issue, "type", json_string("issue"));
    json_object_set_new(issue, "check_name", json_of_text(finding->check));
    json_object_set_new(issue, "description", json_of_text(finding->message));
    json_object_set_new(issue, "categories", json_pack("[s]", "Bug Risk"));
    json_object_set_new(issue, "severity", json_string(severity_word(finding->severity)));
    json_object_set_new(issue, "fingerprint", json_of_text(finding->fingerprint));
    json_object_set_new(issue, "location", location);
    return issue;
}

void report_write_gitlab(const struct report *report, GString *out)
{
    json_t *issues = json_array();

    for (size_t i = 0; i < report->n_shown; i++)
        json_array_append_new(issues, json_of_issue(report->shown[i]));
    json_append_document(issues, out);
}
