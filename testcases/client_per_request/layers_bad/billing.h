#ifndef BILLING_H
#define BILLING_H

int billing_start(void);
void billing_add(long amount);
void billing_stop(void);

#endif
