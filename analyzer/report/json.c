/* JSON for programs: the contract of DESIGN §8, schema 1.
 *
 * Texts are valid UTF-8 always. A byte that is no part of valid UTF-8, as file names may have, is
 * written as one character of Unicode's private use: byte 0x80 + n as U+EF80 + n (n is 0 to 0x7f).
 * Those characters themselves, where a text has them, are taken for three such bytes each. So the
 * bytes come back whole: replace every U+EF80 + n by the byte 0x80 + n, and encode the rest as
 * UTF-8. */
#include "report/format.h"

#include "findings/finding.h"
#include "findings/run.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SCHEMA 1

static const gunichar private_first = 0xef80;
static const gunichar private_last = 0xefff;

static json_t *json_of_text(const char *text)
{
    g_autoptr(GString) valid = g_string_new(NULL);
    size_t length = text ? strlen(text) : 0;

    for (size_t at = 0; at < length;) {
        unsigned char byte = (unsigned char)text[at];
        gunichar character = g_utf8_get_char_validated(text + at, (gssize)(length - at));
        bool is_invalid = character == (gunichar)-1 || character == (gunichar)-2;

        if (is_invalid || (character >= private_first && character <= private_last)) {
            g_string_append_unichar(valid, private_first + (byte - 0x80));
            at++;
        } else {
            g_string_append_unichar(valid, character);
            at += (size_t)g_unichar_to_utf8(character, NULL);
        }
    }
    return json_stringn(valid->str, valid->len);
}

static json_t *json_of_number(uint64_t number)
{
    return json_integer((json_int_t)number);
}

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
    return object;
}

static int append_bytes(const char *bytes, size_t size, void *out)
{
    g_string_append_len(out, bytes, (gssize)size);
    return 0;
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
    json_dump_callback(document, append_bytes, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(document);
    g_string_append_c(out, '\n');
}
