#include "stages.h"

int record(int device)
{
    chan frames = chmake(int, 8);
    if (!frames)
        return -1;
    go(read_stage(chdup(frames), device));
    int rc = encode_stage(frames);
    chclose(frames);
    return rc;
}
