/* What these testcases need of the headers of nginx. */
#ifndef TESTCASE_MINI_NGINX_H
#define TESTCASE_MINI_NGINX_H

#include <stddef.h>

typedef long ngx_int_t;
typedef struct ngx_array_s ngx_array_t;
typedef struct ngx_conf_s ngx_conf_t;
typedef struct ngx_http_request_s ngx_http_request_t;
typedef ngx_int_t (*ngx_http_handler_pt)(ngx_http_request_t *request);
typedef struct ngx_http_core_loc_conf_s {
    void **loc_conf;
    ngx_http_handler_pt handler;
} ngx_http_core_loc_conf_t;
struct ngx_http_request_s {
    void **ctx;
    ngx_http_core_loc_conf_t *location;
};
struct ngx_conf_s {
    ngx_http_core_loc_conf_t *location;
    ngx_array_t *content_phase;
};
typedef struct ngx_command_s {
    const char *name;
    char *(*set)(ngx_conf_t *conf, struct ngx_command_s *command, void *data);
} ngx_command_t;
typedef struct {
    ngx_int_t (*preconfiguration)(ngx_conf_t *conf);
    ngx_int_t (*postconfiguration)(ngx_conf_t *conf);
} ngx_http_module_t;
void *ngx_array_push(ngx_array_t *array);
ngx_int_t ngx_http_send_header(ngx_http_request_t *request);

#endif
