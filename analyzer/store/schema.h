/* The schema and its history. Private to store/. */
#ifndef STRANDED_STORE_SCHEMA_H
#define STRANDED_STORE_SCHEMA_H

#include "store/database.h"

/* What a store is known by, in its file's header: "strd". */
#define STORE_APPLICATION_ID 0x73747264

/* One version of the schema, made from the one before. Steps are never changed once released: a new
 * version is a new step at the end. */
struct migration {
    const char *sql;
};

/* A history of a schema. The store's own is below; tests make up others. */
struct schema {
    int application_id;
    const struct migration *steps; /* step i leads from version i to i + 1 */
    int version;                   /* number of steps */
};

extern const struct schema store_schema;

/* Reads what the file says of itself. An empty file is version 0 of ours. Fails with FOREIGN, NEWER,
 * DAMAGED. */
bool schema_read_version(struct store *store, const struct schema *schema, int *ret_version,
                         GError **error);

/* Brings the file to the schema's version, in one transaction: all of the steps or none. Does nothing
 * when it is there already. */
bool schema_migrate(struct store *store, const struct schema *schema, GError **error);

#endif
