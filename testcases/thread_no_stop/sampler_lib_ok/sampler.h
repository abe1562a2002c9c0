#pragma once

/* A sampler reads a sensor ten times a second, in a thread of its own, until it is closed. */
struct sampler;

struct sampler *sampler_open(const char *device);
double sampler_mean(const struct sampler *sampler);
void sampler_close(struct sampler *sampler);
