#include "mailbox.h"

int mailbox_init(struct mailbox *box)
{
    box->occupied = false;
    if (mtx_init(&box->mtx, mtx_plain) != thrd_success)
        return -1;
    return cnd_init(&box->cnd) == thrd_success ? 0 : -1;
}

void mailbox_post(struct mailbox *box, const struct reading *reading)
{
    mtx_lock(&box->mtx);
    box->slot = *reading;
    box->occupied = true;
    cnd_signal(&box->cnd);
    mtx_unlock(&box->mtx);
}

void mailbox_fetch(struct mailbox *box, struct reading *ret_reading)
{
    mtx_lock(&box->mtx);
    while (!box->occupied)
        cnd_wait(&box->cnd, &box->mtx);
    *ret_reading = box->slot;
    box->occupied = false;
    mtx_unlock(&box->mtx);
}
