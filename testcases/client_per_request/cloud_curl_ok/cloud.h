/* A client of the cloud: a connection, and a thread that keeps it alive. */
#ifndef CLOUD_H
#define CLOUD_H

struct cloud;

struct cloud *cloud_new(const char *host);
int cloud_put(struct cloud *cloud, const char *key, const char *value);
void cloud_free(struct cloud *cloud);

#endif
