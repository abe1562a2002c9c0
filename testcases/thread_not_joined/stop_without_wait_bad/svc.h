#ifndef SVC_H
#define SVC_H
#include <stdbool.h>

struct svc;
struct svc *svc_start(void);
void svc_stop(struct svc *svc, bool wait);
#endif
