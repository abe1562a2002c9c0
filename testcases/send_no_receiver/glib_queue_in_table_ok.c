/* Queues that are put into a table or an array, and found there by who receives. */
#include <glib.h>

static GHashTable *queues;
static GPtrArray *mailboxes;

static gpointer print_lines(gpointer name)
{
    GAsyncQueue *lines = g_hash_table_lookup(queues, name);
    gchar *line;

    while (*(line = g_async_queue_pop(lines)) != '\0') {
        g_print("%s\n", line);
        g_free(line);
    }
    g_free(line);
    return NULL;
}

static gpointer read_mail(gpointer number)
{
    GAsyncQueue *mailbox = g_ptr_array_index(mailboxes, GPOINTER_TO_UINT(number));
    gchar *mail = g_async_queue_pop(mailbox);

    g_print("%s\n", mail);
    g_free(mail);
    return NULL;
}

int main(int argc, char **argv)
{
    GAsyncQueue *lines = g_async_queue_new(), *mailbox = g_async_queue_new();

    queues = g_hash_table_new(g_str_hash, g_str_equal);
    mailboxes = g_ptr_array_new();
    g_hash_table_insert(queues, (gpointer) "lines", lines);
    g_ptr_array_add(mailboxes, mailbox);
    GThread *printer = g_thread_new("printer", print_lines, (gpointer) "lines");
    GThread *reader = g_thread_new("reader", read_mail, GUINT_TO_POINTER(0));
    for (int i = 1; i < argc; i++)
        g_async_queue_push(lines, g_strdup(argv[i]));
    g_async_queue_push(lines, g_strdup(""));
    g_async_queue_push(mailbox, g_strdup("done"));
    g_thread_join(printer);
    g_thread_join(reader);
    g_hash_table_destroy(queues);
    g_ptr_array_free(mailboxes, TRUE);
    return 0;
}
