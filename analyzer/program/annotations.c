/* Annotations: the text that the front end joins of a declaration's attributes, read.
 *
 * Yields one after the other, e.g. "stranded:client;stranded:takes(1)". One that is not known says nothing:
 * it is of a later version. */
#include "program/annotations.h"

#include <stdlib.h>
#include <string.h>

static const struct word {
    const char *text;
    enum annotation_kind kind;
    uint32_t n_numbers;
    const char *primitive;
} words[] = {
    {"client", ANNOTATION_CLIENT, 0, "model_client"},
    {"client_out", ANNOTATION_CLIENT_OUT, 1, "model_client"},
    {"client_end", ANNOTATION_EFFECT, 1, "model_client_end"},
    {"blocks", ANNOTATION_EFFECT, 1, "model_client_blocks"},
    {"bounds", ANNOTATION_EFFECT, 1, "model_client_bounds"},
    {"spawns", ANNOTATION_SPAWNS, 2, "model_spawn"},
    {"joins", ANNOTATION_EFFECT, 1, "model_join"},
    {"on_request", ANNOTATION_EFFECT, 2, "model_on_request"},
    {"on_event", ANNOTATION_EFFECT, 2, "model_on_event"},
    {"takes", ANNOTATION_EFFECT, 1, "model_escape"},
    {"request_handler", ANNOTATION_REQUEST_HANDLER, 0, NULL},
    {"event_handler", ANNOTATION_EVENT_HANDLER, 0, NULL},
    {"keeps_nothing", ANNOTATION_KEEPS_NOTHING, 0, NULL},
};

/* Numbers between parentheses, as many as the word has. */
static bool read_numbers(const char *text, struct annotation *annotation)
{
    char expected = '(';

    for (uint32_t i = 0; i < annotation->n_numbers; i++, expected = ',') {
        char *behind;
        if (*text != expected)
            return false;
        unsigned long number = strtoul(text + 1, &behind, 10);
        if (behind == text + 1 || number > UINT16_MAX)
            return false;
        annotation->numbers[i] = (uint32_t)number;
        text = behind;
    }
    return true;
}

bool annotations_next(const char **text, struct annotation *ret_annotation)
{
    static const char prefix[] = "stranded:";

    while (**text) {
        const char *at = *text + strcspn(*text, ":");
        size_t length = strcspn(*text, ";");
        bool is_ours = strncmp(*text, prefix, sizeof(prefix) - 1) == 0;
        *text += length + ((*text)[length] == ';');
        if (!is_ours)
            continue;
        at++;
        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
            size_t size = strcspn(at, "(;");
            *ret_annotation = (struct annotation){
                .kind = words[i].kind,
                .primitive = words[i].primitive,
                .n_numbers = words[i].n_numbers,
            };
            if (strlen(words[i].text) == size && strncmp(at, words[i].text, size) == 0 &&
                read_numbers(at + size, ret_annotation))
                return true;
        }
    }
    return false;
}

static bool says(const char *text, enum annotation_kind kind)
{
    struct annotation annotation;

    while (annotations_next(&text, &annotation))
        if (annotation.kind == kind)
            return true;
    return false;
}

enum root_kind annotations_root(const char *text)
{
    if (says(text, ANNOTATION_REQUEST_HANDLER))
        return ROOT_REQUEST;
    return says(text, ANNOTATION_EVENT_HANDLER) ? ROOT_EVENT : ROOT_CALL;
}

bool annotations_describe(const char *text)
{
    struct annotation annotation;

    while (annotations_next(&text, &annotation))
        if (annotation.kind < ANNOTATION_REQUEST_HANDLER)
            return true;
    return false;
}
