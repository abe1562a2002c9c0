/* The second stage returns when it cannot encode, and takes no frame any more: the first one stands still
 * as soon as the channel is full. */
#include "stages.h"

int encode_stage(chan frames)
{
    for (;;) {
        int frame = chr(frames, int);
        if (frame < 0)
            return 0;
        if (encode(frame) != 0)
            return -1;
    }
}
