/* The C library: search trees.
 *
 * States    POSIX.1-2017 (XSH: tsearch()), and the Linux man-pages for what is not in it (tdestroy(3)).
 * Failures  Both ways are followed.
 * Not here  hsearch() and its neighbours: the table has as much room as hcreate() was asked for. */
#include <stranded/primitives.h>

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
