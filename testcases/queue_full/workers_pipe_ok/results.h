#ifndef RESULTS_H
#define RESULTS_H

/* What workers find, collected through a pipe. */
struct result {
    int worker;
    double value;
};

int results_open(void);
int results_put(int worker, double value);
int results_print(int count);

double simulate(int worker, int step);

#endif
