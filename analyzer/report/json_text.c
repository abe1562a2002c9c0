#include "report/json_text.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const gunichar private_first = 0xef80;
static const gunichar private_last = 0xefff;

json_t *json_of_text(const char *text)
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

json_t *json_of_number(uint64_t number)
{
    return json_integer((json_int_t)number);
}

static int append_bytes(const char *bytes, size_t size, void *out)
{
    g_string_append_len(out, bytes, (gssize)size);
    return 0;
}

void json_append_document(json_t *document, GString *out)
{
    json_dump_callback(document, append_bytes, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(document);
    g_string_append_c(out, '\n');
}
