/* The counters, which live in Redis. */
int counter_open(const char *host);
long long counter_add(const char *name);
void counter_close(void);
