/* GLib: a writer that takes lines from a GAsyncQueue until it meets a sentinel. */
#include <glib.h>
#include <stdio.h>

static GAsyncQueue *lines, *words, *marks;
static GThread *line_writer, *word_writer, *mark_writer;
static gchar end_of_lines[1], end_of_words[1];
static gint marks_stop;

static gpointer write_lines(gpointer data)
{
    for (;;) {
        gchar *line = g_async_queue_pop(lines);
        if (line == end_of_lines)
            break;
        fputs(line, data);
        g_free(line);
    }
    return NULL;
}

static gpointer write_words(gpointer data)
{
    for (;;) {
        gchar *word = g_async_queue_pop(words);
        if (word == end_of_words)
            break;
        fputs(word, data);
        g_free(word);
    }
    return NULL;
}

void lines_open_bad(FILE *file)
{
    lines = g_async_queue_new_full(g_free);
    line_writer = g_thread_new("lines", write_lines, file); // EXPECT: thread-no-stop
}

void lines_add(const gchar *text)
{
    g_async_queue_push(lines, g_strdup(text));
}

void lines_close(void)
{
    g_thread_join(line_writer);
    g_async_queue_unref(lines);
}

void words_open_ok(FILE *file)
{
    words = g_async_queue_new_full(g_free);
    word_writer = g_thread_new("words", write_words, file);
}

void words_add(const gchar *text)
{
    g_async_queue_push(words, g_strdup(text));
}

void words_close(void)
{
    g_async_queue_push(words, end_of_words);
    g_thread_join(word_writer);
    g_async_queue_unref(words);
}

/* Here the pop has a time-out. */
static gpointer write_marks(gpointer data)
{
    while (!g_atomic_int_get(&marks_stop)) {
        gchar *mark = g_async_queue_timeout_pop(marks, G_USEC_PER_SEC / 4);
        if (mark == NULL)
            continue;
        fputs(mark, data);
        g_free(mark);
    }
    return NULL;
}

void marks_open_ok(FILE *file)
{
    marks = g_async_queue_new_full(g_free);
    mark_writer = g_thread_new("marks", write_marks, file);
}

void marks_close(void)
{
    g_atomic_int_set(&marks_stop, 1);
    g_thread_join(mark_writer);
    g_async_queue_unref(marks);
}
