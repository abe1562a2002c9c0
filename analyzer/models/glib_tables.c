/* GLib: hash tables and balanced trees, as far as they get longer and shorter.
 *
 * States    the GLib reference manual, 2.74 (Hash Tables, Balanced Binary Trees).
 * Failures  Memory that is not to be had ends the process.
 * Not here  What only looks, counts or goes through the entries. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- hash tables ---- */

/* What destroys keys and values is called for as long as the table lasts. */
void *g_hash_table_new_full(void *hash, void *equal, void *destroy_key, void *destroy_value)
{
    model_on_event(destroy_key, 0);
    model_on_event(destroy_value, 0);
    return model_new();
}

int g_hash_table_insert(void *table, void *key, void *value)
{
    model_insert_keyed(table, key, value);
    return (int)model_any();
}

int g_hash_table_replace(void *table, void *key, void *value)
{
    model_insert_keyed(table, key, value);
    return (int)model_any();
}

int g_hash_table_add(void *table, void *key)
{
    model_insert_keyed(table, key, key);
    return (int)model_any();
}

int g_hash_table_remove(void *table, const void *key)
{
    model_remove(table);
    return (int)model_any();
}

int g_hash_table_steal(void *table, const void *key)
{
    model_remove(table);
    return (int)model_any();
}

int g_hash_table_steal_extended(void *table, const void *key, void **ret_key, void **ret_value)
{
    model_remove(table);
    return (int)model_any();
}

void g_hash_table_remove_all(void *table)
{
    model_remove(table);
}

void g_hash_table_steal_all(void *table)
{
    model_remove(table);
}

unsigned g_hash_table_foreach_remove(void *table, void *function, void *data)
{
    model_remove(table);
    model_calls(function, data);
    return (unsigned)model_any();
}

unsigned g_hash_table_foreach_steal(void *table, void *function, void *data)
{
    model_remove(table);
    model_calls(function, data);
    return (unsigned)model_any();
}

void g_hash_table_destroy(void *table)
{
    model_remove(table);
}

void g_hash_table_unref(void *table)
{
    model_remove(table);
}

void g_hash_table_iter_init(void *iter, void *table)
{
    model_iterates(iter, table);
}

void g_hash_table_iter_remove(void *iter)
{
    model_remove(iter);
}

void g_hash_table_iter_steal(void *iter)
{
    model_remove(iter);
}

/* ---- trees ---- */

void *g_tree_new_full(void *compare, void *data, void *destroy_key, void *destroy_value)
{
    model_on_event(destroy_key, 0);
    model_on_event(destroy_value, 0);
    return model_new();
}

void g_tree_insert(void *tree, void *key, void *value)
{
    model_insert_keyed(tree, key, value);
}

void *g_tree_insert_node(void *tree, void *key, void *value)
{
    model_insert_keyed(tree, key, value);
    return (void *)model_any();
}

void g_tree_replace(void *tree, void *key, void *value)
{
    model_insert_keyed(tree, key, value);
}

void *g_tree_replace_node(void *tree, void *key, void *value)
{
    model_insert_keyed(tree, key, value);
    return (void *)model_any();
}

int g_tree_remove(void *tree, const void *key)
{
    model_remove(tree);
    return (int)model_any();
}

int g_tree_steal(void *tree, const void *key)
{
    model_remove(tree);
    return (int)model_any();
}

void g_tree_remove_all(void *tree)
{
    model_remove(tree);
}

void g_tree_destroy(void *tree)
{
    model_remove(tree);
}

void g_tree_unref(void *tree)
{
    model_remove(tree);
}
