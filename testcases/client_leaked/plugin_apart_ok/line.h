#ifndef LINE_H
#define LINE_H

struct line;
struct line_methods {
    int (*open)(struct line *line, const char *host);
    void (*shut)(struct line *line);
};
struct line {
    void *data;
    const struct line_methods *methods;
};

/* What is loaded by its name: no unit refers to any. */
const struct line_methods *load_methods(const char *name);

int line_open(struct line *line, const char *name, const char *host);
void line_shut(struct line *line);

#endif
