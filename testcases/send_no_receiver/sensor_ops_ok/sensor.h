#ifndef SENSOR_H
#define SENSOR_H

struct sensor;

/* How samples come from the thread that measures to whoever wants them. */
struct sensor_ops {
    int (*put)(struct sensor *sensor, int sample);
    int (*get)(struct sensor *sensor, int *ret_sample);
};

struct sensor {
    const struct sensor_ops *ops;
    int ends[2];
    int last;
};

extern const struct sensor_ops sensor_pipe_ops;

int sensor_init(struct sensor *sensor);

#endif
