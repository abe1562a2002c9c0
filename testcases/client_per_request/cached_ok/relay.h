#ifndef RELAY_H
#define RELAY_H

void relay(const char *host);

#endif
