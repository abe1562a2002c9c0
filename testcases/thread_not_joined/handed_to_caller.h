/* What the callers of handed_to_caller.c see: the handle is in their reach. */
#pragma once
#include <pthread.h>

struct worker {
    pthread_t tid;
    int number;
};

pthread_t returned_ok(void);
int out_parameter_bad(pthread_t *ret_tid);
int out_parameter_ok(pthread_t *ret_tid);
int direct_out_parameter_ok(pthread_t *ret_tid);
int callers_struct_ok(struct worker *w);
int callers_array_ok(pthread_t *tids, int n);
struct worker struct_returned_ok(void);
int lost_before_handed_out_bad(struct worker **ret_worker);
int lost_before_handed_out_ok(struct worker **ret_worker);
