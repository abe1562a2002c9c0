#ifndef PAGES_H
#define PAGES_H

int pages_open(const char *path);
int pages_find(const char *url, char *ret_page, int size);
int pages_put(const char *url, const char *page);
int pages_run(const char *statement);

#endif
