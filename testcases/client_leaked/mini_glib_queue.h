/* What the testcases use of GLib's queues. */
#ifndef MINI_GLIB_QUEUE_H
#define MINI_GLIB_QUEUE_H

typedef struct _GList GList;
typedef struct _GQueue {
    GList *head, *tail;
    unsigned length;
} GQueue;

void g_queue_push_head(GQueue *queue, void *data);
void *g_queue_pop_head(GQueue *queue);

#endif
