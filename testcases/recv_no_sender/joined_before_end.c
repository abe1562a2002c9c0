/* A thread reads a pipe to its end, which comes where the other end is closed. Who writes joins the thread, and on a way
 * on which there is nothing more to write has not closed that. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct sample {
    long time;
    double value;
};

struct plot {
    int samples[2];
    double greatest;
};

static void *draw_plot(void *arg)
{
    struct plot *plot = arg;
    struct sample item;

    while (read(plot->samples[0], &item, sizeof item) == sizeof item) // EXPECT: recv-no-sender
        if (item.value > plot->greatest)
            plot->greatest = item.value;
    return NULL;
}

int plot_bad(FILE *from, double *ret_greatest)
{
    struct plot plot = {.greatest = 0};
    struct sample sample;
    pthread_t thread;
    int n, rc = 0;

    if (pipe(plot.samples) != 0)
        return -1;
    if (pthread_create(&thread, NULL, draw_plot, &plot) != 0) {
        close(plot.samples[0]);
        close(plot.samples[1]);
        return -1;
    }
    while ((n = fscanf(from, "%ld %lf", &sample.time, &sample.value)) != EOF) {
        if (n != 2) {
            rc = -1;
            goto join;
        }
        if (write(plot.samples[1], &sample, sizeof sample) < 0)
            break;
    }
    close(plot.samples[1]);
join:
    pthread_join(thread, NULL);
    close(plot.samples[0]);
    *ret_greatest = plot.greatest;
    return rc;
}

struct graph {
    int samples[2];
    double least;
};

static void *draw_graph(void *arg)
{
    struct graph *graph = arg;
    struct sample sample;

    while (read(graph->samples[0], &sample, sizeof sample) == sizeof sample)
        if (sample.value < graph->least)
            graph->least = sample.value;
    return NULL;
}

int graph_ok(FILE *from, double *ret_least)
{
    struct graph graph = {.least = 0};
    struct sample sample;
    pthread_t thread;
    int n, rc = 0;

    if (pipe(graph.samples) != 0)
        return -1;
    if (pthread_create(&thread, NULL, draw_graph, &graph) != 0) {
        close(graph.samples[0]);
        close(graph.samples[1]);
        return -1;
    }
    while ((n = fscanf(from, "%ld %lf", &sample.time, &sample.value)) != EOF) {
        if (n != 2) {
            rc = -1;
            break;
        }
        if (write(graph.samples[1], &sample, sizeof sample) < 0)
            break;
    }
    close(graph.samples[1]);
    pthread_join(thread, NULL);
    close(graph.samples[0]);
    *ret_least = graph.least;
    return rc;
}

/* A last message ends the loop as well. */
struct chart {
    int samples[2];
    double sum;
};

static void *draw_chart(void *arg)
{
    struct chart *chart = arg;
    struct sample sample;

    while (read(chart->samples[0], &sample, sizeof sample) == sizeof sample) {
        if (sample.time < 0)
            break;
        chart->sum += sample.value;
    }
    return NULL;
}

int chart_ok(FILE *from, double *ret_sum)
{
    struct chart chart = {.sum = 0};
    struct sample sample, last = {.time = -1};
    pthread_t thread;

    if (pipe(chart.samples) != 0)
        return -1;
    if (pthread_create(&thread, NULL, draw_chart, &chart) != 0) {
        close(chart.samples[0]);
        close(chart.samples[1]);
        return -1;
    }
    while (fscanf(from, "%ld %lf", &sample.time, &sample.value) == 2)
        if (write(chart.samples[1], &sample, sizeof sample) < 0)
            break;
    if (write(chart.samples[1], &last, sizeof last) < 0)
        close(chart.samples[1]);
    pthread_join(thread, NULL);
    close(chart.samples[0]);
    *ret_sum = chart.sum;
    return 0;
}
