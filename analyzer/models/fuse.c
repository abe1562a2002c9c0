/* FUSE: file systems.
 *
 * States    fuse.h and fuse_lowlevel.h of libfuse 2.9 and 3.14. fuse_main() is a macro around
 *           fuse_main_real().
 * Control   Any function of the operations runs per request; init and destroy once. */
#include <stranded/primitives.h>

typedef __SIZE_TYPE__ size_t;

struct fuse_operations {
    void *init;
    void *destroy;
};

struct fuse_lowlevel_ops {
    void *init;
    void *destroy;
};

static __attribute__((__unused__)) void operations(struct fuse_operations *self)
{
    model_on_request(*(void **)self, 0);
    model_calls_once(self->init, 0);
    model_on_exit(self->destroy, 0);
}

static __attribute__((__unused__)) void low_level(struct fuse_lowlevel_ops *self)
{
    model_on_request(*(void **)self, 0);
    model_calls_once(self->init, 0);
    model_on_exit(self->destroy, 0);
}

int fuse_main_real(int argc, char **argv, const void *operations, size_t size, void *data)
{
    model_waits_for_request();
    return (int)model_any();
}

/* what is left of the macro where the header is missing */
int fuse_main(int argc, char **argv, const void *operations, void *data)
{
    model_waits_for_request();
    return (int)model_any();
}

int fuse_loop(void *handle)
{
    model_waits_for_request();
    return (int)model_any();
}

int fuse_session_loop(void *session)
{
    model_waits_for_request();
    return (int)model_any();
}
