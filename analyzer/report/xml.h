/* Private: text in XML 1.0, which cannot hold every byte. */
#ifndef STRANDED_REPORT_XML_H
#define STRANDED_REPORT_XML_H

#include <glib.h>

/* Appends a text for an element or a quoted attribute. What is no UTF-8, and control characters, are
 * shown as escapes, as on a terminal (glyph.h). NULL is "". */
void xml_append_text(GString *out, const char *text);

/* Appends ` name="value"`. */
void xml_append_attribute(GString *out, const char *name, const char *value);

#endif
