/* What these testcases need of the headers of Apache httpd 2.4. */
#ifndef TESTCASE_MINI_APACHE_H
#define TESTCASE_MINI_APACHE_H

typedef struct apr_pool_t apr_pool_t;
typedef struct request_rec request_rec;
typedef struct server_rec server_rec;
typedef struct module_struct {
    int version;
    void *(*create_dir_config)(apr_pool_t *pool, char *folder);
    void (*register_hooks)(apr_pool_t *pool);
} module;
void ap_hook_handler(int (*function)(request_rec *request), const char *const *before,
                     const char *const *after, int order);
void ap_hook_child_init(void (*function)(apr_pool_t *pool, server_rec *server),
                        const char *const *before, const char *const *after, int order);

#endif
