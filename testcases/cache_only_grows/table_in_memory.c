/* Tables of a database that is kept in memory; their statements are prepared while the program starts. Rows of one
 * are taken out by their age; another one has a row for each of a few verbs. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_open(const char *name, sqlite3 **ret_db);
int sqlite3_exec(sqlite3 *db, const char *sql, int (*row)(void *, int, char **, char **),
                 void *data, char **ret_error);
int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int size, sqlite3_stmt **ret,
                       const char **end);
int sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int size,
                      void (*destroy)(void *));
int sqlite3_step(sqlite3_stmt *statement);
int sqlite3_reset(sqlite3_stmt *statement);

static sqlite3 *db;
static sqlite3_stmt *find, *add_name, *add_address, *forget_address, *add_verb;

static int prepare(const char *sql, sqlite3_stmt **ret_statement)
{
    return sqlite3_prepare_v2(db, sql, -1, ret_statement, NULL) == 0 ? 0 : -1;
}

static int set_up(void)
{
    if (sqlite3_open(":memory:", &db) != 0)
        return -1;
    sqlite3_exec(db, "CREATE TABLE names(name TEXT PRIMARY KEY)", NULL, NULL, NULL);
    sqlite3_exec(db, "CREATE TABLE addresses(address TEXT, at INTEGER)", NULL, NULL, NULL);
    sqlite3_exec(db, "CREATE TABLE verbs(verb TEXT PRIMARY KEY, n INTEGER)", NULL, NULL, NULL);
    if (prepare("SELECT 1 FROM names WHERE name = ?", &find) != 0 ||
        prepare("INSERT INTO names VALUES (?)", &add_name) != 0 ||
        prepare("INSERT INTO addresses VALUES (?, unixepoch())", &add_address) != 0 ||
        prepare("DELETE FROM addresses WHERE at < unixepoch() - 60", &forget_address) != 0 ||
        prepare("INSERT OR REPLACE INTO verbs VALUES (?, 1)", &add_verb) != 0)
        return -1;
    return 0;
}

static int is_known_bad(const char *name)
{
    sqlite3_bind_text(find, 1, name, -1, NULL);
    int known = sqlite3_step(find) == 100;
    sqlite3_reset(find);
    if (!known) {
        sqlite3_bind_text(add_name, 1, name, -1, NULL);
        sqlite3_step(add_name); // EXPECT: cache-only-grows
        sqlite3_reset(add_name);
    }
    return known;
}

static void carry_out(sqlite3_stmt *statement)
{
    sqlite3_step(statement);
    sqlite3_reset(statement);
}

static void note_address_ok(const char *address)
{
    sqlite3_bind_text(add_address, 1, address, -1, NULL);
    carry_out(add_address);
    carry_out(forget_address);
}

static void note_verb_ok(char first)
{
    sqlite3_bind_text(add_verb, 1, first == 'g' ? "get" : "put", -1, NULL);
    carry_out(add_verb);
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    char line[256];

    if (set_up() != 0)
        return 1;
    for (;;) {
        ssize_t n = recv(fd, line, sizeof(line) - 1, 0);
        int length = 0;
        while (length < n && line[length] != ' ')
            length++;
        line[length] = '\0';
        if (length > 0 && is_known_bad(line))
            continue;
        note_address_ok(line);
        note_verb_ok(line[0]);
    }
}
