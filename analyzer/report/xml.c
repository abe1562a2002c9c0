#include "report/xml.h"

#include "report/glyph.h"

void xml_append_text(GString *out, const char *text)
{
    g_autoptr(GString) plain = g_string_new(NULL);

    glyph_append_text(plain, text);
    g_autofree char *escaped = g_markup_escape_text(plain->str, (gssize)plain->len);
    g_string_append(out, escaped);
}

void xml_append_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, " %s=\"", name);
    xml_append_text(out, value);
    g_string_append_c(out, '"');
}
