#include "stages.h"

coroutine void read_stage(chan frames, int device)
{
    int frame;
    while ((frame = grab(device)) >= 0)
        chs(frames, int, frame); // MISS: queue-full
    chdone(frames, int, -1);
    chclose(frames);
}
