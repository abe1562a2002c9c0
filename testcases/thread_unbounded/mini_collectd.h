/* What these testcases need of plugin.h of collectd. */
#ifndef TESTCASE_MINI_COLLECTD_H
#define TESTCASE_MINI_COLLECTD_H

typedef struct user_data_s {
    void *data;
    void (*free_func)(void *data);
} user_data_t;
int plugin_register_init(const char *name, int (*function)(void));
int plugin_register_read(const char *name, int (*function)(void));
int plugin_register_write(const char *name,
                          int (*function)(const void *data, const void *values, user_data_t *user),
                          const user_data_t *user);

#endif
