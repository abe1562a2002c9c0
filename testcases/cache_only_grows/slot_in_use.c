/* A slot that nobody uses is taken again; a new one is made where there is none. The bad twin makes one each time. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct slot {
    struct slot *next;
    int in_use;
    char data[2048];
};

struct frame {
    struct frame *next;
    int in_use;
    char data[2048];
};

static struct slot *slots;
static struct frame *frames;

static struct slot *take_slot_ok(void)
{
    struct slot *slot = slots;

    while (slot && slot->in_use)
        slot = slot->next;
    if (!slot) {
        slot = calloc(1, sizeof *slot);
        if (!slot)
            return NULL;
        slot->next = slots;
        slots = slot;
    }
    slot->in_use = 1;
    return slot;
}

static struct frame *take_frame_bad(void)
{
    struct frame *frame = calloc(1, sizeof *frame);

    if (!frame)
        return NULL;
    frame->next = frames;
    frames = frame; // EXPECT: cache-only-grows
    frame->in_use = 1;
    return frame;
}

int main(void)
{
    int listener = socket(AF_INET, SOCK_STREAM, 0);

    for (;;) {
        int fd = accept(listener, NULL, NULL);
        struct slot *slot = fd < 0 ? NULL : take_slot_ok();
        struct frame *frame = slot ? take_frame_bad() : NULL;
        if (frame) {
            if (recv(fd, slot->data, sizeof slot->data, 0) > 0)
                recv(fd, frame->data, sizeof frame->data, 0);
            frame->in_use = 0;
        }
        if (slot)
            slot->in_use = 0;
        close(fd);
    }
}
