/* A thread for each message of an own queue. The condition that the pop waits for tells that there
 * is work, and limits nothing; one that waits for a thread to end does. */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct mail {
    struct mail *next;
    char text[256];
};

struct mailbox {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct mail *first, **last;
    bool closed;
};

static struct mailbox letters = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL,
                                 &letters.first, false};
static struct mailbox parcels = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL,
                                 &parcels.first, false};

static void mailbox_put(struct mailbox *box, struct mail *mail)
{
    pthread_mutex_lock(&box->lock);
    mail->next = NULL;
    *box->last = mail;
    box->last = &mail->next;
    pthread_cond_signal(&box->filled);
    pthread_mutex_unlock(&box->lock);
}

void letters_put(struct mail *mail)
{
    mailbox_put(&letters, mail);
}

void parcels_put(struct mail *mail)
{
    mailbox_put(&parcels, mail);
}

static struct mail *mailbox_take(struct mailbox *box)
{
    pthread_mutex_lock(&box->lock);
    while (box->first == NULL && !box->closed)
        pthread_cond_wait(&box->filled, &box->lock);
    struct mail *mail = box->first;
    if (mail != NULL) {
        box->first = mail->next;
        if (box->first == NULL)
            box->last = &box->first;
    }
    pthread_mutex_unlock(&box->lock);
    return mail;
}

static void *deliver_letter(void *arg)
{
    struct mail *mail = arg;
    printf("letter: %s\n", mail->text);
    free(mail);
    return NULL;
}

void letters_bad(void)
{
    struct mail *mail;
    while ((mail = mailbox_take(&letters)) != NULL) {
        pthread_t carrier;
        if (pthread_create(&carrier, NULL, deliver_letter, mail) == 0) // EXPECT: thread-unbounded
            pthread_detach(carrier);
        else
            free(mail);
    }
}

#define MAX_CARRIERS 10
static pthread_mutex_t carriers_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t carrier_back = PTHREAD_COND_INITIALIZER;
static unsigned carriers_out;

static void carrier_returns(void)
{
    pthread_mutex_lock(&carriers_lock);
    carriers_out--;
    pthread_cond_signal(&carrier_back);
    pthread_mutex_unlock(&carriers_lock);
}

static void *deliver_parcel(void *arg)
{
    struct mail *mail = arg;
    printf("parcel: %s\n", mail->text);
    free(mail);
    carrier_returns();
    return NULL;
}

void parcels_ok(void)
{
    struct mail *mail;
    while ((mail = mailbox_take(&parcels)) != NULL) {
        pthread_mutex_lock(&carriers_lock);
        while (carriers_out == MAX_CARRIERS)
            pthread_cond_wait(&carrier_back, &carriers_lock);
        carriers_out++;
        pthread_mutex_unlock(&carriers_lock);
        pthread_t carrier;
        if (pthread_create(&carrier, NULL, deliver_parcel, mail) == 0) {
            pthread_detach(carrier);
        } else {
            free(mail);
            carrier_returns();
        }
    }
}
