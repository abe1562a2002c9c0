/* GLib: arrays and strings, as far as they get longer and shorter.
 *
 * States    the GLib reference manual, 2.74 (Arrays, Pointer Arrays, Byte Arrays, Strings).
 * Failures  Memory that is not to be had ends the process.
 * Not here  What only looks, counts, sorts or goes through the entries. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- arrays ---- */

void *g_array_append_vals(void *array, const void *data, unsigned count)
{
    model_insert(array, data);
    return (void *)model_any();
}

void *g_array_prepend_vals(void *array, const void *data, unsigned count)
{
    model_insert(array, data);
    return (void *)model_any();
}

void *g_array_insert_vals(void *array, unsigned index, const void *data, unsigned count)
{
    model_insert(array, data);
    return (void *)model_any();
}

void *g_array_remove_index(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_array_remove_index_fast(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_array_remove_range(void *array, unsigned index, unsigned count)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_array_set_size(void *array, unsigned size)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_array_steal(void *array, size_t *ret_count)
{
    model_remove(array);
    return (void *)model_any();
}

char *g_array_free(void *array, int with_data)
{
    model_remove(array);
    return (char *)model_any();
}

void g_array_unref(void *array)
{
    model_remove(array);
}

/* ---- pointer arrays ---- */

void *g_ptr_array_new_with_free_func(void *destroy)
{
    model_on_event(destroy, 0);
    return model_new();
}

void *g_ptr_array_new_full(unsigned size, void *destroy)
{
    model_on_event(destroy, 0);
    return model_new();
}

void g_ptr_array_set_free_func(void *array, void *destroy)
{
    model_on_event(destroy, 0);
}

void g_ptr_array_add(void *array, void *data)
{
    model_insert(array, data);
}

void g_ptr_array_insert(void *array, int index, void *data)
{
    model_insert(array, data);
}

void g_ptr_array_extend_and_steal(void *array, void *other)
{
    model_insert(array, other);
}

void g_ptr_array_extend(void *array, void *other, void *copy, void *user_data)
{
    model_insert(array, other);
    model_calls(copy, user_data);
}

int g_ptr_array_remove(void *array, void *data)
{
    model_remove(array);
    return (int)model_any();
}

int g_ptr_array_remove_fast(void *array, void *data)
{
    model_remove(array);
    return (int)model_any();
}

void *g_ptr_array_remove_index(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_ptr_array_remove_index_fast(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_ptr_array_steal_index(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_ptr_array_steal_index_fast(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_ptr_array_remove_range(void *array, unsigned index, unsigned count)
{
    model_remove(array);
    return (void *)model_any();
}

void g_ptr_array_set_size(void *array, int size)
{
    model_remove(array);
}

void *g_ptr_array_steal(void *array, size_t *ret_count)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_ptr_array_free(void *array, int with_data)
{
    model_remove(array);
    return (void *)model_any();
}

void g_ptr_array_unref(void *array)
{
    model_remove(array);
}

/* ---- byte arrays ---- */

void *g_byte_array_append(void *array, const void *data, unsigned count)
{
    model_insert(array, data);
    return (void *)model_any();
}

void *g_byte_array_prepend(void *array, const void *data, unsigned count)
{
    model_insert(array, data);
    return (void *)model_any();
}

void *g_byte_array_remove_index(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_remove_index_fast(void *array, unsigned index)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_remove_range(void *array, unsigned index, unsigned count)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_set_size(void *array, unsigned size)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_steal(void *array, size_t *ret_count)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_free(void *array, int with_data)
{
    model_remove(array);
    return (void *)model_any();
}

void *g_byte_array_free_to_bytes(void *array)
{
    model_remove(array);
    return (void *)model_any();
}

void g_byte_array_unref(void *array)
{
    model_remove(array);
}

/* ---- strings ---- */

void *g_string_append(void *string, const char *text)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_append_len(void *string, const char *text, long length)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_append_c(void *string, char c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_append_unichar(void *string, unsigned c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_prepend(void *string, const char *text)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_prepend_len(void *string, const char *text, long length)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_prepend_c(void *string, char c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_prepend_unichar(void *string, unsigned c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_append_uri_escaped(void *string, const char *text, const char *kept, int utf8)
{
    model_insert(string, text);
    return (void *)model_any();
}

void g_string_append_printf(void *string, const char *format, ...)
{
    model_insert(string, 0);
}

void g_string_append_vprintf(void *string, const char *format, __builtin_va_list list)
{
    model_insert(string, 0);
}

void *g_string_insert(void *string, long position, const char *text)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_insert_len(void *string, long position, const char *text, long length)
{
    model_insert(string, text);
    return (void *)model_any();
}

void *g_string_insert_c(void *string, long position, char c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_insert_unichar(void *string, long position, unsigned c)
{
    model_insert(string, 0);
    return (void *)model_any();
}

void *g_string_assign(void *string, const char *text)
{
    model_remove(string);
    return (void *)model_any();
}

void g_string_printf(void *string, const char *format, ...)
{
    model_remove(string);
}

void g_string_vprintf(void *string, const char *format, __builtin_va_list list)
{
    model_remove(string);
}

void *g_string_erase(void *string, long position, long length)
{
    model_remove(string);
    return (void *)model_any();
}

void *g_string_truncate(void *string, size_t length)
{
    model_remove(string);
    return (void *)model_any();
}

void *g_string_set_size(void *string, size_t length)
{
    model_remove(string);
    return (void *)model_any();
}

unsigned g_string_replace(void *string, const char *text, const char *by, unsigned most)
{
    model_remove(string);
    return (unsigned)model_any();
}

char *g_string_free(void *string, int with_text)
{
    model_remove(string);
    return (char *)model_any();
}

void *g_string_free_to_bytes(void *string)
{
    model_remove(string);
    return (void *)model_any();
}
