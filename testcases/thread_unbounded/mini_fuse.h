/* What these testcases need of libfuse 3. */
#ifndef TESTCASE_MINI_FUSE_H
#define TESTCASE_MINI_FUSE_H

#include <stddef.h>

struct fuse_conn_info;
struct fuse_config;
struct fuse_operations {
    int (*getattr)(const char *path, void *stat, void *info);
    int (*open)(const char *path, void *info);
    void *(*init)(struct fuse_conn_info *connection, struct fuse_config *config);
};
int fuse_main_real(int argc, char *argv[], const struct fuse_operations *operations, size_t size,
                   void *data);
#define fuse_main(argc, argv, operations, data)                                                    \
    fuse_main_real(argc, argv, operations, sizeof(*(operations)), data)

#endif
