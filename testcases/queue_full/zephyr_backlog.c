/* The thread that fills a queue of four is the one that empties it, afterwards. The fifth message waits
 * for room for ever. In the good twin it does not wait, and is dropped. */
#include "kernel.h"

#define N_CHANNELS 8

struct sample {
    uint16_t value;
    uint16_t channel;
};

uint16_t convert(int channel);
void store(const struct sample *sample);

void sample_all_bad(void)
{
    static char buffer[4 * sizeof(struct sample)];
    static struct k_msgq samples;
    struct sample sample;
    k_msgq_init(&samples, buffer, sizeof(struct sample), 4);
    for (int channel = 0; channel < N_CHANNELS; channel++) {
        sample = (struct sample){convert(channel), (uint16_t)channel};
        k_msgq_put(&samples, &sample, K_FOREVER); // EXPECT: queue-full
    }
    while (k_msgq_get(&samples, &sample, K_NO_WAIT) == 0)
        store(&sample);
}

void sample_all_ok(void)
{
    static char buffer[4 * sizeof(struct sample)];
    static struct k_msgq samples;
    struct sample sample;
    k_msgq_init(&samples, buffer, sizeof(struct sample), 4);
    for (int channel = 0; channel < N_CHANNELS; channel++) {
        sample = (struct sample){convert(channel), (uint16_t)channel};
        if (k_msgq_put(&samples, &sample, K_NO_WAIT) != 0)
            break;
    }
    while (k_msgq_get(&samples, &sample, K_NO_WAIT) == 0)
        store(&sample);
}
