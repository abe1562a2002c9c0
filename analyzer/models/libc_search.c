/* The C library: search trees and tables.
 *
 * States    POSIX.1-2017 (XSH: tsearch(), hsearch()), and the Linux man-pages for what is not in it (tdestroy(3),
 *           hsearch_r(3)).
 * Tables    No entry can be taken out: the table gets fuller until hcreate()'s number is reached, and from then on
 *           takes nothing new.
 * Failures  Both ways are followed. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* The tree is what its root is. */
void *tsearch(const void *key, void **root, void *compare)
{
    model_calls(compare, (void *)key);
    model_insert_keyed(root, key, key);
    return (void *)model_any();
}

void *tdelete(const void *key, void **root, void *compare)
{
    model_calls(compare, (void *)key);
    model_remove(root);
    return (void *)model_any();
}

void tdestroy(void *root, void *destroy)
{
    model_calls(destroy, 0);
    model_remove(root);
}

/* ENTRY, and the ACTION that puts one in. */
struct model_entry {
    char *key;
    void *data;
};
enum { MODEL_ENTER = 1 };

/* hsearch() has one table. */
static int hsearch_table;

int hcreate(size_t size)
{
    return (int)model_any();
}

void *hsearch(struct model_entry item, int action)
{
    if (action == MODEL_ENTER)
        model_insert_keyed(&hsearch_table, item.key, item.data);
    model_escape(item.key);
    model_escape(item.data);
    return (void *)model_any();
}

void hdestroy(void)
{
    model_remove(&hsearch_table);
}

int hcreate_r(size_t size, void *own_table)
{
    return (int)model_any();
}

int hsearch_r(struct model_entry item, int action, struct model_entry **ret_found, void *own_table)
{
    if (action == MODEL_ENTER)
        model_insert_keyed(own_table, item.key, item.data);
    model_escape(item.key);
    model_escape(item.data);
    *ret_found = (void *)model_any();
    return (int)model_any();
}

void hdestroy_r(void *own_table)
{
    model_remove(own_table);
}
