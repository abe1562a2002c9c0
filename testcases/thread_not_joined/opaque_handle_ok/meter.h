/* What users of the library include: the name of the type, and no more. */
#ifndef METER_H
#define METER_H

typedef struct meter meter;

meter *meter_open(const char *device);
long meter_last(const meter *meter);
void meter_close(meter *meter);

#endif
