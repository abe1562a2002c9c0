#ifndef COOK_H
#define COOK_H

void *cook(void *orders);

#endif
