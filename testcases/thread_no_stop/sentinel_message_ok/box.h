#ifndef BOX_H
#define BOX_H

#include <pthread.h>
#include <stdbool.h>

struct letter {
    struct letter *next;
    char text[64];
};
struct box {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct letter *first, **last;
};
void box_init(struct box *box);
void box_put(struct box *box, struct letter *letter);
struct letter *box_get(struct box *box);

#endif
