/* What the testcases here use of libmill, declared after its documentation. go() runs its call between
 * the two functions of the library that begin and end a coroutine, on a stack of its own. */
#ifndef LIBMILL_H
#define LIBMILL_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

typedef struct mill_chan_ *chan;

sigjmp_buf *mill_getctx_(void);
void *mill_prologue_(const char *created);
void mill_epilogue_(void);
chan mill_chmake_(size_t size, size_t room, const char *created);
chan mill_chdup_(chan channel, const char *created);
void mill_chclose_(chan channel, const char *current);
void mill_chs_(chan channel, void *value, size_t size, const char *current);
void *mill_chr_(chan channel, size_t size, const char *current);
void mill_chdone_(chan channel, void *value, size_t size, const char *current);

#define coroutine          __attribute__((noinline))
#define chmake(type, room) mill_chmake_(sizeof(type), room, __FILE__)
#define chdup(channel)     mill_chdup_((channel), __FILE__)
#define chclose(channel)   mill_chclose_((channel), __FILE__)
#define chr(channel, type) (*(type *)mill_chr_((channel), sizeof(type), __FILE__))

#define chs(channel, type, value)                                                                  \
    do {                                                                                           \
        type chs_value = (value);                                                                  \
        mill_chs_((channel), &chs_value, sizeof(type), __FILE__);                                  \
    } while (0)

#define chdone(channel, type, value)                                                               \
    do {                                                                                           \
        type chdone_value = (value);                                                               \
        mill_chdone_((channel), &chdone_value, sizeof(type), __FILE__);                            \
    } while (0)

#define go(call)                                                                                   \
    do {                                                                                           \
        if (!sigsetjmp(*mill_getctx_(), 0)) {                                                      \
            mill_prologue_(__FILE__);                                                              \
            call;                                                                                  \
            mill_epilogue_();                                                                      \
        }                                                                                          \
    } while (0)

#endif
