/* Where sessions are kept: one of several stores, by its operations. */
struct store_ops {
    const char *name;
    void *(*open)(const char *where);
    int (*put)(void *store, const char *key, const char *value);
    void (*close)(void *store);
};

extern const struct store_ops file_store, redis_store;
