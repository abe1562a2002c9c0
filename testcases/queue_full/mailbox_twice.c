/* A mailbox with one slot, whose post waits until the slot is empty: two letters, one slot, and the
 * reader comes afterwards. */
#include <stdbool.h>
#include <stddef.h>
#include <threads.h>

struct slot {
    mtx_t lock;
    cnd_t turned;
    const char *letter; /* NULL = empty */
};

void read_letter(const char *letter);

static int slot_init(struct slot *slot)
{
    slot->letter = NULL;
    if (mtx_init(&slot->lock, mtx_plain) != thrd_success)
        return -1;
    return cnd_init(&slot->turned) == thrd_success ? 0 : -1;
}

static void slot_put(struct slot *slot, const char *letter)
{
    mtx_lock(&slot->lock);
    while (slot->letter != NULL)
        cnd_wait(&slot->turned, &slot->lock);
    slot->letter = letter;
    cnd_signal(&slot->turned);
    mtx_unlock(&slot->lock);
}

/* The newer letter takes the place of the older. */
static void slot_set(struct slot *slot, const char *letter)
{
    mtx_lock(&slot->lock);
    slot->letter = letter;
    cnd_signal(&slot->turned);
    mtx_unlock(&slot->lock);
}

static const char *slot_take(struct slot *slot)
{
    mtx_lock(&slot->lock);
    while (slot->letter == NULL)
        cnd_wait(&slot->turned, &slot->lock);
    const char *letter = slot->letter;
    slot->letter = NULL;
    cnd_signal(&slot->turned);
    mtx_unlock(&slot->lock);
    return letter;
}

int correspond_bad(void)
{
    struct slot slot;
    if (slot_init(&slot) != 0)
        return -1;
    slot_put(&slot, "first");
    slot_put(&slot, "second"); // EXPECT: queue-full
    read_letter(slot_take(&slot));
    read_letter(slot_take(&slot));
    return 0;
}

int correspond_ok(void)
{
    struct slot slot;
    if (slot_init(&slot) != 0)
        return -1;
    slot_put(&slot, "first");
    read_letter(slot_take(&slot));
    slot_put(&slot, "second");
    read_letter(slot_take(&slot));
    return 0;
}

int replace_ok(void)
{
    struct slot slot;
    if (slot_init(&slot) != 0)
        return -1;
    slot_set(&slot, "first");
    slot_set(&slot, "second");
    read_letter(slot_take(&slot));
    return 0;
}
