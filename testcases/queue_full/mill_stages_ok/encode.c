/* The second stage takes all frames, even when it cannot encode any more. */
#include "stages.h"

int encode_stage(chan frames)
{
    int rc = 0;
    for (;;) {
        int frame = chr(frames, int);
        if (frame < 0)
            return rc;
        if (rc == 0)
            rc = encode(frame);
    }
}
