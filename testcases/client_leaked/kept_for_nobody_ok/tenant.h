#ifndef TENANT_H
#define TENANT_H

#include "mini_sqlite.h"

struct tenant {
    struct tenant *next;
    char name[32];
    sqlite3 *db;
};

struct tenant *tenant_add(const char *name, const char *file);
void tenant_remove(const char *name);

#endif
