#pragma once
#include <stdbool.h>
#include <threads.h>

struct reading {
    int celsius;
    long at;
};

/* Room for one reading; the newest replaces one that was not taken. */
struct mailbox {
    mtx_t mtx;
    cnd_t cnd;
    bool occupied;
    struct reading slot;
};

int mailbox_init(struct mailbox *box);
void mailbox_post(struct mailbox *box, const struct reading *reading);
void mailbox_fetch(struct mailbox *box, struct reading *ret_reading);
