/* A module of nginx: the handler of a location, and one of a phase, which it stores in an array of nginx's. Its configuration is read once. */
#include <pthread.h>
#include <stdio.h>

#include "mini_nginx.h"

static void *write_hello(void *arg)
{
    FILE *file = fopen("write_hello.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("write hello\n", file);
        fclose(file);
    }
    return NULL;
}

static void *check_client(void *arg)
{
    FILE *file = fopen("check_client.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("check client\n", file);
        fclose(file);
    }
    return NULL;
}

static void *read_table(void *arg)
{
    FILE *file = fopen("read_table.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("read table\n", file);
        fclose(file);
    }
    return NULL;
}

static void *read_rules(void *arg)
{
    FILE *file = fopen("read_rules.log", "a");
    (void)arg;
    if (file != NULL) {
        fputs("read rules\n", file);
        fclose(file);
    }
    return NULL;
}

static ngx_int_t hello_handler_bad(ngx_http_request_t *request)
{
    pthread_t tid;
    if (pthread_create(&tid, NULL, write_hello, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return ngx_http_send_header(request);
}

static ngx_int_t check_handler_bad(ngx_http_request_t *request)
{
    (void)request;
    pthread_t tid;
    if (pthread_create(&tid, NULL, check_client, NULL) == 0) // EXPECT: thread-unbounded
        pthread_detach(tid);
    return 0;
}

static char *set_hello_ok(ngx_conf_t *conf, ngx_command_t *command, void *data)
{
    (void)command, (void)data;
    conf->location->handler = hello_handler_bad;
    pthread_t tid;
    if (pthread_create(&tid, NULL, read_table, NULL) == 0)
        pthread_detach(tid);
    return NULL;
}

static ngx_int_t init_ok(ngx_conf_t *conf)
{
    ngx_http_handler_pt *slot = ngx_array_push(conf->content_phase);
    if (slot == NULL)
        return -1;
    *slot = check_handler_bad;
    pthread_t tid;
    if (pthread_create(&tid, NULL, read_rules, NULL) == 0)
        pthread_detach(tid);
    return 0;
}

const ngx_command_t hello_commands[] = {{"hello", set_hello_ok}, {NULL, NULL}};
const ngx_http_module_t hello_module = {NULL, init_ok};
