/* Kept in a list, and closed when its element is removed. */
#include "tenant.h"

#include <stdlib.h>
#include <string.h>

static struct tenant *tenants;

struct tenant *tenant_add(const char *name, const char *file)
{
    struct tenant *tenant = calloc(1, sizeof *tenant);
    if (tenant == NULL)
        return NULL;
    if (sqlite3_open(file, &tenant->db) != SQLITE_OK) {
        sqlite3_close(tenant->db);
        free(tenant);
        return NULL;
    }
    strncpy(tenant->name, name, sizeof tenant->name - 1);
    tenant->next = tenants;
    tenants = tenant;
    return tenant;
}

void tenant_remove(const char *name)
{
    for (struct tenant **at = &tenants; *at != NULL; at = &(*at)->next) {
        struct tenant *tenant = *at;
        if (strcmp(tenant->name, name) != 0)
            continue;
        *at = tenant->next;
        sqlite3_close(tenant->db);
        free(tenant);
        return;
    }
}
