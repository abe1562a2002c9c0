#include "project/text.h"

#include <glib.h>
#include <stddef.h>

char *text_shown(const char *bytes)
{
    GString *shown = g_string_new(NULL);

    while (*bytes != '\0') {
        gunichar c = g_utf8_get_char_validated(bytes, -1);
        gboolean is_valid = c != (gunichar)-1 && c != (gunichar)-2;
        if (is_valid && !g_unichar_iscntrl(c)) {
            g_string_append_unichar(shown, c);
            bytes += g_unichar_to_utf8(c, NULL);
        } else {
            g_string_append_printf(shown, "\\x%02x", (unsigned char)*bytes);
            bytes++;
        }
    }
    return g_string_free(shown, FALSE);
}
