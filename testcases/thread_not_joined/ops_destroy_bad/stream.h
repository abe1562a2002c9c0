#ifndef STREAM_H
#define STREAM_H

struct stream;

/* What a kind of stream can do. */
struct stream_ops {
    void (*finish)(struct stream *stream);
    void (*destroy)(struct stream *stream);
};

struct stream *stream_open(int fd);
const struct stream_ops *stream_ops(void);

#endif
