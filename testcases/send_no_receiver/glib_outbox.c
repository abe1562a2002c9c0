/* An outbox of GQueue, GMutex and GCond: the sender thread exists, or nobody sends. */
#include <glib.h>

struct outbox {
    GMutex mutex;
    GCond filled;
    GQueue letters;
    gboolean closing;
    GThread *sender;
};

static struct outbox sms = {.letters = G_QUEUE_INIT};
static struct outbox mail = {.letters = G_QUEUE_INIT};

void transmit(const char *letter);

static gpointer mail_sender(gpointer data)
{
    struct outbox *box = data;
    g_mutex_lock(&box->mutex);
    while (!box->closing || !g_queue_is_empty(&box->letters)) {
        char *letter = g_queue_pop_head(&box->letters);
        if (letter == NULL) {
            g_cond_wait(&box->filled, &box->mutex);
            continue;
        }
        g_mutex_unlock(&box->mutex);
        transmit(letter);
        g_free(letter);
        g_mutex_lock(&box->mutex);
    }
    g_mutex_unlock(&box->mutex);
    return NULL;
}

void mail_start(void)
{
    mail.closing = FALSE;
    mail.sender = g_thread_new("mail", mail_sender, &mail);
}

void mail_stop(void)
{
    g_mutex_lock(&mail.mutex);
    mail.closing = TRUE;
    g_cond_signal(&mail.filled);
    g_mutex_unlock(&mail.mutex);
    g_thread_join(mail.sender);
}

void notify_by_mail_ok(const char *text)
{
    g_mutex_lock(&mail.mutex);
    g_queue_push_tail(&mail.letters, g_strdup(text));
    g_cond_signal(&mail.filled);
    g_mutex_unlock(&mail.mutex);
}

void notify_by_sms_bad(const char *text)
{
    g_mutex_lock(&sms.mutex);
    g_queue_push_tail(&sms.letters, g_strdup(text)); // MISS: send-no-receiver
    g_cond_signal(&sms.filled);
    g_mutex_unlock(&sms.mutex);
}
