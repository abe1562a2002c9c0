#include "report/glyph.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static struct glyph glyph_of_byte(unsigned char byte)
{
    struct glyph glyph = {.bytes = 1};

    glyph.columns = (unsigned)g_snprintf(glyph.shown, sizeof glyph.shown, "\\x%02x", byte);
    return glyph;
}

static struct glyph glyph_of_unshown(gunichar character, size_t bytes)
{
    struct glyph glyph = {.bytes = bytes};

    glyph.columns = (unsigned)g_snprintf(glyph.shown, sizeof glyph.shown, "\\u%04x", character);
    return glyph;
}

static bool is_shown_as_it_is(gunichar character)
{
    switch (g_unichar_type(character)) {
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
        return false;
    default: /* GLib's enum, not ours: new kinds are what g_unichar_isprint() says */
        return g_unichar_isprint(character);
    }
}

struct glyph glyph_read(const char *text, size_t length)
{
    unsigned char byte = (unsigned char)*text;

    if (byte < 0x20 || byte == 0x7f)
        return glyph_of_byte(byte);
    if (byte < 0x80) {
        struct glyph glyph = {.bytes = 1, .columns = 1, .shown = {*text}};
        return glyph;
    }

    gunichar character = g_utf8_get_char_validated(text, (gssize)length);
    if (character == (gunichar)-1 || character == (gunichar)-2)
        return glyph_of_byte(byte);

    struct glyph glyph = {.bytes = (size_t)g_unichar_to_utf8(character, NULL)};
    if (!is_shown_as_it_is(character))
        return glyph_of_unshown(character, glyph.bytes);
    memcpy(glyph.shown, text, glyph.bytes);
    if (!g_unichar_iszerowidth(character))
        glyph.columns = g_unichar_iswide(character) ? 2 : 1;
    return glyph;
}

void glyph_append_text(GString *out, const char *text)
{
    size_t length = text ? strlen(text) : 0;

    for (size_t at = 0; at < length;) {
        struct glyph glyph = glyph_read(text + at, length - at);
        g_string_append(out, glyph.shown);
        at += glyph.bytes;
    }
}

size_t glyph_columns(const char *text, size_t length)
{
    size_t columns = 0;

    for (size_t at = 0; at < length;) {
        struct glyph glyph = glyph_read(text + at, length - at);
        columns += glyph.columns;
        at += glyph.bytes;
    }
    return columns;
}
