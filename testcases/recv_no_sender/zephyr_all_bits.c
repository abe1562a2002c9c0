/* Who waits for all of some bits waits for the last of them, which nobody may ever set. */
#include <stdint.h>

struct k_event;
typedef struct {
    int64_t ticks;
} k_timeout_t;
#define K_FOREVER ((k_timeout_t){-1})

void k_event_init(struct k_event *event);
uint32_t k_event_post(struct k_event *event, uint32_t bits);
uint32_t k_event_wait_all(struct k_event *event, uint32_t bits, _Bool reset, k_timeout_t timeout);

enum { LINK_UP = 1 << 0, TIME_SET = 1 << 1, KEY_READ = 1 << 2, CARD_IN = 1 << 3 };

struct k_event {
    uint32_t events;
};

static struct k_event starting, pairing;
static volatile long seconds, level;

static void on_link(void)
{
    k_event_post(&starting, LINK_UP);
    k_event_post(&pairing, LINK_UP);
}

static void on_time(long now)
{
    seconds = now;
    k_event_post(&pairing, TIME_SET | KEY_READ);
}

static void on_card(uint32_t kind)
{
    level++;
    k_event_post(&pairing, kind == 0 ? CARD_IN : KEY_READ);
}

int main(void)
{
    k_event_init(&starting);
    k_event_init(&pairing);
    on_link();
    on_time(level);
    on_card((uint32_t)level);
    k_event_wait_all(&pairing, LINK_UP | TIME_SET | CARD_IN, 0, K_FOREVER);
    k_event_wait_all(&starting, LINK_UP | TIME_SET, 0, K_FOREVER); // EXPECT: recv-no-sender
    return (int)seconds;
}
