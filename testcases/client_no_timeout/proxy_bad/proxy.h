/* A connection in, and the one that it leads to. */
struct relay {
    int from, to;
};

int relay_connect(struct relay *relay, const char *host, const char *port);
void relay_run(struct relay *relay);
void relay_close(struct relay *relay);
