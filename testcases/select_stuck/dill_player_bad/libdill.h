/* What the testcases here use of libdill, declared after its manual pages. go() runs its call between
 * the two functions of the library that begin and end a coroutine, on a stack of its own. */
#ifndef LIBDILL_H
#define LIBDILL_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

int dill_prologue(sigjmp_buf **registers, void **stack, size_t size, int bundle, const char *file,
                  int line);
void dill_epilogue(void);
int dill_bundle(void);
int dill_bundle_wait(int bundle, int64_t deadline);
int dill_hclose(int handle);
int64_t dill_now(void);

struct dill_chclause {
    int op;
    int ch;
    void *val;
    size_t len;
};

int dill_chmake(int ends[2]);
int dill_chsend(int channel, const void *value, size_t size, int64_t deadline);
int dill_chrecv(int channel, void *value, size_t size, int64_t deadline);
int dill_chdone(int channel);
int dill_choose(struct dill_chclause *clauses, int count, int64_t deadline);

#define CHSEND      1
#define CHRECV      2
#define bundle      dill_bundle
#define bundle_wait dill_bundle_wait
#define chclause    dill_chclause
#define chdone      dill_chdone
#define chmake      dill_chmake
#define choose      dill_choose
#define chrecv      dill_chrecv
#define chsend      dill_chsend
#define coroutine   __attribute__((noinline))
#define hclose      dill_hclose
#define now         dill_now

#define bundle_go(group, call)                                                                     \
    __extension__({                                                                                \
        sigjmp_buf *go_registers;                                                                  \
        void *go_stack = NULL;                                                                     \
        int go_handle = dill_prologue(&go_registers, &go_stack, 0, (group), __FILE__, __LINE__);   \
        if (go_handle >= 0 && !sigsetjmp(*go_registers, 0)) {                                      \
            call;                                                                                  \
            dill_epilogue();                                                                       \
        }                                                                                          \
        go_handle;                                                                                 \
    })
#define go(call) bundle_go(-1, call)

#endif
