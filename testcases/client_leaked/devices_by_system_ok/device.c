/* A function with a definition for each system is given an object that is each system's own: what one of them opens in
 * its own, another one has not in its. */
#include "device.h"

int device_test(struct device *device)
{
    return device_read(device) > 0;
}
