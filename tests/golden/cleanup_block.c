/* A cleanup attribute whose routine runs a block: the RAII macros that clang's users write. */
typedef void (^block)(void);
void *acquire(int);
void release(void *);
int use(void *);

static inline void run(block *due)
{
    (*due)();
}

int early_return(int n)
{
    block end_one __attribute__((cleanup(run))) = 0;
    __block void *one = acquire(1);
    end_one = ^{ { release(one); } };
    if (n)
        return use(one);
    return 0;
}

int in_a_loop(int n)
{
    for (int i = 0; i < n; i++) {
        block end_each __attribute__((cleanup(run))) = ^{ release(0); };
        if (use(0))
            break;
    }
    return 0;
}

void handed_on(void (*take)(block))
{
    take(^{ release(0); });
}
