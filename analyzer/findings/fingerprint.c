/* Fingerprints, scheme 1.
 *
 * A finding is named by what a reader would call it: check, function, object and the anchor's text.
 * No line, column or file, so it survives edits around it and a renamed file. Only findings that are
 * equal so far take in more, one after the other until they differ:
 *
 *   1. the relative path        when they stand in different files (static functions of one name,
 *                               the main() of several programs)
 *   2. the texts of the trace   without numbers, which may be lines or counts
 *   3. an ordinal               in source order; the first has none, so that a twin which is added
 *                               behind it does not rename it
 *
 * So a finding's name depends on its equals, and on nothing else. Where an equal comes or goes, the
 * store finds the old name of the one that stayed (store/match.c).
 *
 * The hash is XXH3-64, each part with its terminating NUL, continued over the parts. */
#include "findings/fingerprint.h"

#include "base/arena.h"
#include "base/hash.h"
#include "findings/finding.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What tells equals apart; the numbers go into the hash. */
enum detail { DETAIL_PATH = 1, DETAIL_TRACE = 2, DETAIL_ORDINAL = 3 };

/* A finding's name so far. */
struct name {
    uint64_t hash;
    size_t finding; /* index, in source order */
};

static uint64_t hash_text(const char *text, uint64_t seed)
{
    return hash_bytes(text, strlen(text) + 1, seed);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The text's hash, numbers left out that are no part of a word. */
static uint64_t hash_text_without_numbers(const char *text, uint64_t seed)
{
    bool in_word = false;

    while (*text != '\0') {
        if (!in_word && is_digit(*text)) {
            text += strspn(text, "0123456789");
            continue;
        }
        in_word = is_word(*text);
        seed = hash_bytes(text++, 1, seed);
    }
    return hash_bytes("", 1, seed);
}

static uint64_t hash_trace(const struct finding *finding, uint64_t seed)
{
    for (size_t i = 0; i < finding->n_trace; i++)
        seed = hash_text_without_numbers(finding->trace[i].message, seed);
    return seed;
}

uint64_t finding_kind(const struct finding *finding)
{
    uint64_t hash = hash_text(finding->check, 0);

    hash = hash_text(finding->function, hash);
    hash = hash_text(finding->object, hash);
    return hash_text(finding->anchor, hash);
}

static int compare_names(const void *left, const void *right)
{
    const struct name *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->finding > b->finding) - (a->finding < b->finding);
}

static bool stand_in_one_file(const struct finding *findings, const struct name *names,
                              size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(findings[names[i].finding].file, findings[names[0].finding].file) != 0)
            return false;
    return true;
}

/* Takes `detail` into names that are equal so far, in source order. */
static void refine_equals(const struct finding *findings, struct name *names, size_t count,
                          enum detail detail)
{
    if (detail == DETAIL_PATH && stand_in_one_file(findings, names, count))
        return;
    for (size_t i = 0; i < count; i++) {
        const struct finding *finding = &findings[names[i].finding];

        switch (detail) {
        case DETAIL_PATH:
            names[i].hash = hash_text(finding->file, hash_mix(names[i].hash, detail));
            break;
        case DETAIL_TRACE:
            names[i].hash = hash_trace(finding, hash_mix(names[i].hash, detail));
            break;
        case DETAIL_ORDINAL:
            if (i > 0)
                names[i].hash = hash_mix(hash_mix(names[i].hash, detail), i);
            break;
        }
    }
}

/* Takes `detail` into all names that are not unique; true if there was one. */
static bool refine(const struct finding *findings, struct name *names, size_t count,
                   enum detail detail)
{
    bool is_refined = false;

    qsort(names, count, sizeof(*names), compare_names);
    for (size_t first = 0, end; first < count; first = end) {
        uint64_t hash = names[first].hash;
        for (end = first + 1; end < count && names[end].hash == hash; end++)
            ;
        if (end - first == 1)
            continue;
        refine_equals(findings, &names[first], end - first, detail);
        is_refined = true;
    }
    return is_refined;
}

/* The names by one scheme; `names` has room for all. */
static void name_by(const struct finding *findings, size_t count,
                    const struct fingerprint_scheme *scheme, struct name *names)
{
    for (size_t i = 0; i < count; i++)
        names[i] = (struct name){scheme->kind(&findings[i]), i};
    refine(findings, names, count, DETAIL_PATH);
    refine(findings, names, count, DETAIL_TRACE);
    /* Ordinals make equals differ; again and again only should two hashes collide. */
    while (refine(findings, names, count, DETAIL_ORDINAL))
        ;
}

void findings_name_by(struct finding *findings, size_t count,
                      const struct fingerprint_scheme *schemes, size_t n_schemes,
                      struct arena *arena)
{
    struct name *names = ARENA_ARRAY(arena, struct name, count);

    for (size_t k = 0; k < n_schemes; k++) {
        bool is_current = k == n_schemes - 1;

        name_by(findings, count, &schemes[k], names);
        for (size_t i = 0; i < count; i++) {
            struct finding *finding = &findings[names[i].finding];
            const char *name =
                arena_printf(arena, "%s:%016" PRIx64, schemes[k].version, names[i].hash);

            if (is_current) {
                finding->fingerprint = name;
                continue;
            }
            /* The newest of them first. */
            if (!finding->former)
                finding->former = ARENA_ARRAY(arena, const char *, n_schemes);
            finding->former[n_schemes - 2 - k] = name;
        }
    }
}

/* From the first to the one in use. A new one is a line at the end; the recipes of old ones stay, so
 * that what was stored, suppressed and accepted by them is still known. */
static const struct fingerprint_scheme schemes[] = {
    {FINGERPRINT_SCHEME, finding_kind},
};

void findings_name(struct finding *findings, size_t count, struct arena *arena)
{
    findings_name_by(findings, count, schemes, sizeof(schemes) / sizeof(schemes[0]), arena);
}
