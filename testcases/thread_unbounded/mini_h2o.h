/* What these testcases need of H2O as a library. */
#ifndef TESTCASE_MINI_H2O_H
#define TESTCASE_MINI_H2O_H

#include <stddef.h>

typedef struct st_h2o_pathconf_t h2o_pathconf_t;
typedef struct st_h2o_req_t h2o_req_t;
typedef struct st_h2o_handler_t {
    size_t place;
    void (*on_context_init)(struct st_h2o_handler_t *self, void *context);
    int (*on_req)(struct st_h2o_handler_t *self, h2o_req_t *request);
} h2o_handler_t;
h2o_handler_t *h2o_create_handler(h2o_pathconf_t *path, size_t size);

#endif
