/* SARIF 2.1.0, which code scanning services and editors read: one run, a rule for each check, a result
 * for each finding with its trace as one linear code flow.
 *
 * Files are relative to the base SRCROOT, which is said to be the project's root; a viewer on another
 * machine asks where that is. Columns count characters, as `columnKind` says; ours count bytes, so
 * lines are read where they can be. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"
#include "report/json_text.h"
#include "report/sarif.h"
#include "report/sources.h"

#include <stranded/check.h>

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SARIF_SCHEMA                                                                               \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#define SARIF_VERSION "2.1.0"
#define ROOT_BASE     "SRCROOT"

/* Services refuse or cut code flows of a thousand steps and more; of a longer one, its middle is left
 * out. */
enum { MOST_STEPS = 999, FIRST_STEPS = 500 };

/* Nor do they take a report of more results than this. */
enum { MOST_RESULTS = 25000 };

struct sarif {
    const struct report *report;
    struct sources *sources;
    GHashTable *rules; /* name of a check -> number of its rule */
};

/* ---- places ---- */

/* Bytes that a URI may not hold are escaped, so file names of any bytes are ASCII here. */
static char *uri_of_path(const char *path)
{
    return g_uri_escape_bytes((const guint8 *)path, strlen(path), "/!$&'()*+,;=:@");
}

static json_t *json_of_artifact(const char *file)
{
    json_t *location = json_object();
    g_autofree char *path = uri_of_path(file);

    if (g_path_is_absolute(file)) {
        g_autofree char *uri = g_strconcat("file://", path, NULL);
        json_object_set_new(location, "uri", json_string(uri));
        return location;
    }
    /* A colon in the first part would be taken for a scheme's. */
    const char *colon = strchr(path, ':'), *slash = strchr(path, '/');
    g_autofree char *safe =
        colon && (!slash || colon < slash) ? g_strconcat("./", path, NULL) : g_strdup(path);
    json_object_set_new(location, "uri", json_string(safe));
    json_object_set_new(location, "uriBaseId", json_string(ROOT_BASE));
    return location;
}

/* Characters, from 1, up to the byte of that column; what is no UTF-8 counts byte by byte. */
static uint32_t column_in_characters(struct sources *sources, const struct finding_step *place)
{
    const char *text;
    size_t length;
    uint32_t column = 1;

    if (!sources_find_line(sources, place->file, place->line, &text, &length) ||
        place->column > length + 1)
        return place->column;
    for (const char *at = text, *end = text + place->column - 1; at < end; column++) {
        gunichar character = g_utf8_get_char_validated(at, end - at);
        bool is_invalid = character == (gunichar)-1 || character == (gunichar)-2;

        at += is_invalid ? 1 : g_unichar_to_utf8(character, NULL);
    }
    return column;
}

static json_t *json_of_region(const struct sarif *sarif, const struct finding_step *place)
{
    json_t *region = json_object();

    json_object_set_new(region, "startLine", json_of_number(MAX(place->line, 1)));
    if (place->column > 0)
        json_object_set_new(region, "startColumn",
                            json_of_number(column_in_characters(sarif->sources, place)));
    return region;
}

static json_t *json_of_location(const struct sarif *sarif, const struct finding_step *place)
{
    json_t *location = json_object(), *physical = json_object();

    json_object_set_new(physical, "artifactLocation", json_of_artifact(place->file));
    json_object_set_new(physical, "region", json_of_region(sarif, place));
    json_object_set_new(location, "physicalLocation", physical);
    if (place->message)
        json_object_set_new(location, "message", sarif_message(place->message));
    return location;
}

static json_t *json_of_anchor(const struct sarif *sarif, const struct finding *finding)
{
    const struct finding_step anchor = {finding->file, finding->line, finding->column, NULL};
    json_t *location = json_of_location(sarif, &anchor);
    json_t *logical = json_object();

    if (finding->function && *finding->function) {
        json_object_set_new(logical, "name", json_of_text(finding->function));
        json_object_set_new(logical, "kind", json_string("function"));
        json_object_set_new(location, "logicalLocations", json_pack("[o]", logical));
    } else {
        json_decref(logical);
    }
    return location;
}

static json_t *json_of_flow(const struct sarif *sarif, const struct finding *finding)
{
    json_t *locations = json_array();
    size_t n_left_out = finding->n_trace > MOST_STEPS ? finding->n_trace - MOST_STEPS : 0;

    for (size_t i = 0; i < finding->n_trace; i++) {
        if (i >= FIRST_STEPS && i < FIRST_STEPS + n_left_out)
            continue;
        json_array_append_new(
            locations, json_pack("{s:o}", "location", json_of_location(sarif, &finding->trace[i])));
    }
    return json_pack("[{s:[{s:o}]}]", "threadFlows", "locations", locations);
}

/* ---- results ---- */

const char *sarif_level(enum severity severity)
{
    switch (severity) {
    case SEVERITY_HIGH:
        return "error";
    case SEVERITY_MEDIUM:
        return "warning";
    case SEVERITY_LOW:
        break;
    }
    return "note";
}

static const char *baseline_of(enum finding_state state)
{
    switch (state) {
    case STATE_NEW:
    case STATE_REOPENED:
        return "new";
    case STATE_FIXED:
        return "absent";
    case STATE_OPEN:
    case STATE_SUPPRESSED:
        break;
    }
    return "unchanged";
}

/* Whether the line has a comment that asks for silence, and the reason begins as that of the finding does. */
static bool gives_reason(const struct sarif *sarif, const struct finding *finding, uint32_t line)
{
    static const char mark[] = "stranded:ignore";
    const char *text, *at;
    size_t length;

    if (!sources_find_line(sarif->sources, finding->file, line, &text, &length))
        return false;
    at = g_strstr_len(text, (gssize)length, mark);
    g_autofree char *word = g_strndup(finding->reason, strcspn(finding->reason, " "));
    return at && g_strstr_len(at, (gssize)(text + length - at), word) != NULL;
}

/* Whether the reason stands in the source, near what it is about. */
static bool is_in_source(const struct sarif *sarif, const struct finding *finding)
{
    enum { LINES_NEAR = 40 }; /* a statement with a comment is no longer */
    uint32_t first = finding->line > LINES_NEAR ? finding->line - LINES_NEAR : 1;

    for (uint32_t line = first; line <= finding->line + LINES_NEAR; line++) {
        if (gives_reason(sarif, finding, line))
            return true;
    }
    return false;
}

/* Somebody's reason stands in the source or elsewhere. */
static json_t *json_of_suppressions(const struct sarif *sarif, const struct finding *finding)
{
    json_t *suppression = json_object();
    const char *kind = is_in_source(sarif, finding) ? "inSource" : "external";

    json_object_set_new(suppression, "kind", json_string(kind));
    json_object_set_new(suppression, "status", json_string("accepted"));
    json_object_set_new(suppression, "justification", json_of_text(finding->reason));
    return json_pack("[o]", suppression);
}

/* SCHEME ":" HASH becomes a key that names the scheme, so that another scheme's never match it. */
static json_t *json_of_fingerprint(const char *fingerprint)
{
    const char *colon = strchr(fingerprint, ':');
    json_t *prints = json_object();
    g_autofree char *key = colon ? g_strdup_printf("strandedFingerprint/v%.*s",
                                                   (int)(colon - fingerprint), fingerprint)
                                 : g_strdup("strandedFingerprint");

    json_object_set_new(prints, key, json_of_text(colon ? colon + 1 : fingerprint));
    return prints;
}

static json_t *json_of_properties(const struct finding *finding)
{
    json_t *properties = json_object();

    json_object_set_new(properties, "severity", json_of_text(severity_name(finding->severity)));
    json_object_set_new(properties, "confidence",
                        json_of_text(confidence_name(finding->confidence)));
    json_object_set_new(properties, "multiplicity", json_of_text(finding->multiplicity));
    json_object_set_new(properties, "state", json_of_text(finding_state_name(finding->state)));
    json_object_set_new(properties, "fingerprint", json_of_text(finding->fingerprint));
    return properties;
}

/* The first line alone makes sense: viewers show it in lists. */
static json_t *json_of_message(const struct finding *finding)
{
    g_autoptr(GString) text = g_string_new(finding->message);

    if (finding->multiplicity && *finding->multiplicity)
        g_string_append_printf(text, ".\nHappens %s.", finding->multiplicity);
    if (finding->mend && *finding->mend)
        g_string_append_printf(text, "\nMend: %s.", finding->mend);
    return sarif_message(text->str);
}

static json_t *json_of_result(const struct sarif *sarif, const struct finding *finding)
{
    json_t *result = json_object();
    guint rule = GPOINTER_TO_UINT(g_hash_table_lookup(sarif->rules, finding->check));

    json_object_set_new(result, "ruleId", json_of_text(finding->check));
    json_object_set_new(result, "ruleIndex", json_of_number(rule));
    json_object_set_new(result, "level", json_string(sarif_level(finding->severity)));
    json_object_set_new(result, "message", json_of_message(finding));
    json_object_set_new(result, "locations", json_pack("[o]", json_of_anchor(sarif, finding)));
    if (finding->also)
        json_object_set_new(result, "relatedLocations",
                            json_pack("[o]", json_of_location(sarif, finding->also)));
    if (finding->n_trace > 0)
        json_object_set_new(result, "codeFlows", json_of_flow(sarif, finding));
    json_object_set_new(result, "partialFingerprints", json_of_fingerprint(finding->fingerprint));
    json_object_set_new(result, "baselineState", json_string(baseline_of(finding->state)));
    json_object_set_new(result, "suppressions",
                        finding->state == STATE_SUPPRESSED ? json_of_suppressions(sarif, finding)
                                                           : json_array());
    json_object_set_new(result, "properties", json_of_properties(finding));
    return result;
}

/* ---- the run ---- */

static json_t *json_of_tool(json_t *rules)
{
    json_t *driver = json_object();

    json_object_set_new(driver, "name", json_string("stranded"));
    json_object_set_new(driver, "version", json_string(STRANDED_VERSION));
    json_object_set_new(driver, "semanticVersion", json_string(STRANDED_VERSION));
    json_object_set_new(driver, "rules", rules);
    return json_pack("{s:o}", "driver", driver);
}

/* Each finding, or the most severe of more than a report may hold; returns how many are left out. */
static size_t append_results(const struct sarif *sarif, json_t *results)
{
    const struct report *report = sarif->report;
    size_t counts[SEVERITY_HIGH + 1] = {0}, room = MOST_RESULTS;

    for (size_t i = 0; i < report->n_shown; i++)
        counts[report->shown[i]->severity]++;
    for (int severity = SEVERITY_HIGH; severity >= SEVERITY_LOW; severity--) {
        counts[severity] = MIN(counts[severity], room);
        room -= counts[severity];
    }
    for (size_t i = 0; i < report->n_shown; i++) {
        if (counts[report->shown[i]->severity] > 0) {
            counts[report->shown[i]->severity]--;
            json_array_append_new(results, json_of_result(sarif, report->shown[i]));
        }
    }
    return report->n_shown - json_array_size(results);
}

static void append_left_out(json_t *notifications, size_t n_left_out)
{
    g_autofree char *text = g_strdup_printf(
        "%zu findings are left out: services refuse a report of more than %d results", n_left_out,
        MOST_RESULTS);

    json_array_append_new(
        notifications, json_pack("{s:s, s:o}", "level", "warning", "message", sarif_message(text)));
}

/* The tool ran; what it could not analyse are its notifications. */
static json_t *json_of_invocation(const struct run *run, size_t n_left_out)
{
    json_t *notifications = json_array(), *invocation = json_object();

    for (size_t i = 0; i < run->n_failures; i++) {
        json_t *notification = json_object();
        json_t *physical =
            json_pack("{s:o}", "artifactLocation", json_of_artifact(run->failures[i].file));

        json_object_set_new(notification, "level", json_string("warning"));
        json_object_set_new(notification, "message", sarif_message(run->failures[i].reason));
        json_object_set_new(notification, "locations",
                            json_pack("[{s:o}]", "physicalLocation", physical));
        json_array_append_new(notifications, notification);
    }
    if (n_left_out > 0)
        append_left_out(notifications, n_left_out);
    json_object_set_new(invocation, "executionSuccessful", json_true());
    json_object_set_new(invocation, "toolExecutionNotifications", notifications);
    return invocation;
}

static json_t *json_of_bases(const char *root)
{
    g_autofree char *path = uri_of_path(root);
    g_autofree char *uri =
        g_strconcat("file://", path, g_str_has_suffix(path, "/") ? "" : "/", NULL);

    return json_pack("{s:{s:s, s:{s:s}}}", ROOT_BASE, "uri", uri, "description", "text",
                     "The root of the analysed project.");
}

void report_write_sarif(const struct report *report, GString *out)
{
    struct sarif sarif = {report, sources_new(report->run->root),
                          g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    json_t *document = json_object(), *run = json_object(), *results = json_array();
    json_t *rules = sarif_rules(report, sarif.rules);

    size_t n_left_out = append_results(&sarif, results);
    json_object_set_new(run, "tool", json_of_tool(rules));
    json_object_set_new(run, "invocations",
                        json_pack("[o]", json_of_invocation(report->run, n_left_out)));
    if (report->run->root && *report->run->root)
        json_object_set_new(run, "originalUriBaseIds", json_of_bases(report->run->root));
    json_object_set_new(run, "columnKind", json_string("unicodeCodePoints"));
    json_object_set_new(run, "results", results);
    json_object_set_new(document, "$schema", json_string(SARIF_SCHEMA));
    json_object_set_new(document, "version", json_string(SARIF_VERSION));
    json_object_set_new(document, "runs", json_pack("[o]", run));
    json_append_document(document, out);
    g_hash_table_unref(sarif.rules);
    sources_free(sarif.sources);
}
