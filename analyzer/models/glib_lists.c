/* GLib: lists, queues and sequences, as far as they get longer and shorter. A list is what its first link is.
 *
 * States    the GLib reference manual, 2.74 (Doubly-Linked Lists, Singly-Linked Lists, Double-ended Queues,
 *           Sequences).
 * Failures  Memory that is not to be had ends the process.
 * Not here  What only looks, counts, sorts or goes through the entries. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

/* ---- lists, linked both ways ---- */

void *g_list_append(void *list, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_list_prepend(void *list, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_list_insert(void *list, void *data, int position)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_list_insert_before(void *list, void *sibling, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_list_insert_before_link(void *list, void *sibling, void *link)
{
    model_insert(list, link);
    return (void *)model_any();
}

void *g_list_insert_sorted(void *list, void *data, void *compare)
{
    model_insert(list, data);
    model_calls(compare, data);
    return (void *)model_any();
}

void *g_list_insert_sorted_with_data(void *list, void *data, void *compare, void *user_data)
{
    model_insert(list, data);
    model_calls(compare, data);
    return (void *)model_any();
}

void *g_list_concat(void *list, void *other)
{
    model_insert(list, other);
    return (void *)model_any();
}

void *g_list_remove(void *list, const void *data)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_list_remove_all(void *list, const void *data)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_list_remove_link(void *list, void *link)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_list_delete_link(void *list, void *link)
{
    model_remove(list);
    return (void *)model_any();
}

void g_list_free(void *list)
{
    model_remove(list);
}

void g_list_free_1(void *list)
{
    model_remove(list);
}

void g_list_free_full(void *list, void *destroy)
{
    model_remove(list);
    model_calls(destroy, 0);
}

/* ---- lists, linked one way ---- */

void *g_slist_append(void *list, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_slist_prepend(void *list, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_slist_insert(void *list, void *data, int position)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_slist_insert_before(void *list, void *sibling, void *data)
{
    model_insert(list, data);
    return (void *)model_any();
}

void *g_slist_insert_sorted(void *list, void *data, void *compare)
{
    model_insert(list, data);
    model_calls(compare, data);
    return (void *)model_any();
}

void *g_slist_insert_sorted_with_data(void *list, void *data, void *compare, void *user_data)
{
    model_insert(list, data);
    model_calls(compare, data);
    return (void *)model_any();
}

void *g_slist_concat(void *list, void *other)
{
    model_insert(list, other);
    return (void *)model_any();
}

void *g_slist_remove(void *list, const void *data)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_slist_remove_all(void *list, const void *data)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_slist_remove_link(void *list, void *link)
{
    model_remove(list);
    return (void *)model_any();
}

void *g_slist_delete_link(void *list, void *link)
{
    model_remove(list);
    return (void *)model_any();
}

void g_slist_free(void *list)
{
    model_remove(list);
}

void g_slist_free_1(void *list)
{
    model_remove(list);
}

void g_slist_free_full(void *list, void *destroy)
{
    model_remove(list);
    model_calls(destroy, 0);
}

/* ---- queues ---- */

void g_queue_push_head(void *queue, void *data)
{
    model_insert(queue, data);
}

void g_queue_push_head_link(void *queue, void *link)
{
    model_insert(queue, link);
}

void g_queue_push_tail(void *queue, void *data)
{
    model_insert(queue, data);
}

void g_queue_push_tail_link(void *queue, void *link)
{
    model_insert(queue, link);
}

void g_queue_push_nth(void *queue, void *data, int n)
{
    model_insert(queue, data);
}

void g_queue_push_nth_link(void *queue, int n, void *link)
{
    model_insert(queue, link);
}

void g_queue_insert_before(void *queue, void *sibling, void *data)
{
    model_insert(queue, data);
}

void g_queue_insert_after(void *queue, void *sibling, void *data)
{
    model_insert(queue, data);
}

void g_queue_insert_sorted(void *queue, void *data, void *compare, void *user_data)
{
    model_insert(queue, data);
    model_calls(compare, data);
}

void *g_queue_pop_head(void *queue)
{
    model_remove(queue);
    return (void *)model_any();
}

void *g_queue_pop_tail(void *queue)
{
    model_remove(queue);
    return (void *)model_any();
}

void *g_queue_pop_head_link(void *queue)
{
    model_remove(queue);
    return (void *)model_any();
}

void *g_queue_pop_tail_link(void *queue)
{
    model_remove(queue);
    return (void *)model_any();
}

void *g_queue_pop_nth(void *queue, unsigned n)
{
    model_remove(queue);
    return (void *)model_any();
}

void *g_queue_pop_nth_link(void *queue, unsigned n)
{
    model_remove(queue);
    return (void *)model_any();
}

int g_queue_remove(void *queue, const void *data)
{
    model_remove(queue);
    return (int)model_any();
}

unsigned g_queue_remove_all(void *queue, const void *data)
{
    model_remove(queue);
    return (unsigned)model_any();
}

void g_queue_unlink(void *queue, void *link)
{
    model_remove(queue);
}

void g_queue_delete_link(void *queue, void *link)
{
    model_remove(queue);
}

void g_queue_clear(void *queue)
{
    model_remove(queue);
}

void g_queue_clear_full(void *queue, void *destroy)
{
    model_remove(queue);
    model_calls(destroy, 0);
}

void g_queue_init(void *queue)
{
    model_remove(queue);
}

void g_queue_free(void *queue)
{
    model_remove(queue);
}

void g_queue_free_full(void *queue, void *destroy)
{
    model_remove(queue);
    model_calls(destroy, 0);
}

/* ---- sequences ---- */

void *g_sequence_new(void *destroy)
{
    model_on_event(destroy, 0);
    return model_new();
}

void *g_sequence_append(void *sequence, void *data)
{
    model_insert(sequence, data);
    return (void *)model_any();
}

void *g_sequence_prepend(void *sequence, void *data)
{
    model_insert(sequence, data);
    return (void *)model_any();
}

void *g_sequence_insert_sorted(void *sequence, void *data, void *compare, void *user_data)
{
    model_insert(sequence, data);
    model_calls(compare, data);
    return (void *)model_any();
}

void g_sequence_remove(void *iter)
{
    model_remove(iter);
}

void g_sequence_remove_range(void *begin, void *end)
{
    model_remove(begin);
}

void g_sequence_free(void *sequence)
{
    model_remove(sequence);
}
