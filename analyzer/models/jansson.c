/* jansson: objects and arrays, as far as they get longer and shorter.
 *
 * States    the API reference of jansson 2.14 (Object, Array).
 * Failures  Memory that is not to be had is looked for by few, and changes nothing here.
 * Not here  What only looks, counts, parses or prints. A value goes when its last reference does: json_decref() is
 *           an inline function around json_delete(). */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

void *json_object(void)
{
    return model_alloc();
}

void *json_array(void)
{
    return model_alloc();
}

void json_delete(void *json)
{
    model_remove(json);
    model_free(json);
}

/* ---- objects ---- */

int json_object_set_new(void *object, const char *key, void *value)
{
    model_insert_keyed(object, key, value);
    return (int)model_any();
}

int json_object_set_new_nocheck(void *object, const char *key, void *value)
{
    model_insert_keyed(object, key, value);
    return (int)model_any();
}

int json_object_update(void *object, void *other)
{
    model_insert(object, other);
    return (int)model_any();
}

int json_object_update_missing(void *object, void *other)
{
    model_insert(object, other);
    return (int)model_any();
}

int json_object_del(void *object, const char *key)
{
    model_remove(object);
    return (int)model_any();
}

int json_object_clear(void *object)
{
    model_remove(object);
    return (int)model_any();
}

/* ---- arrays ---- */

int json_array_append_new(void *array, void *value)
{
    model_insert(array, value);
    return (int)model_any();
}

int json_array_insert_new(void *array, size_t index, void *value)
{
    model_insert(array, value);
    return (int)model_any();
}

int json_array_extend(void *array, void *other)
{
    model_insert(array, other);
    return (int)model_any();
}

int json_array_remove(void *array, size_t index)
{
    model_remove(array);
    return (int)model_any();
}

int json_array_clear(void *array)
{
    model_remove(array);
    return (int)model_any();
}
