/* A project: the C translation units that a build compiles, with flags that are safe to hand to
 * libclang.
 *
 * Reads compile_commands.json (clang.llvm.org/docs/JSONCompilationDatabase.html) or, where there is
 * none, guesses units and include folders from the sources. Nothing of a command is ever executed,
 * no variable, glob or substitution in it is expanded. Everything below is immutable, belongs to
 * the project and lives until project_free(). File names are bytes in whatever encoding the file
 * system has; they may hold blanks, quotes, newlines and invalid UTF-8.
 *
 * What a front end has to do besides passing `arguments` and `file` to libclang:
 * - Relative paths in `arguments` (-I../include, -include config.h) are kept as the build gave
 *   them. They mean what they meant only while `directory` is the working directory: change to it,
 *   or add -working-directory=DIRECTORY.
 * - Warnings are the front end's business: every -W… and -pedantic is dropped here, and neither -w
 *   nor -Wno-everything is added. */
#ifndef STRANDED_PROJECT_PROJECT_H
#define STRANDED_PROJECT_PROJECT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a project can't be opened. All of them are the user's input: exit code 2. */
enum project_error {
    PROJECT_ERROR_NOT_FOUND,  /* no compile_commands.json, or no such file or folder */
    PROJECT_ERROR_UNREADABLE, /* the file or folder is there, but can't be read */
    PROJECT_ERROR_MALFORMED,  /* not JSON, or not a compilation database */
    PROJECT_ERROR_TOO_LARGE,  /* over a bound of project.h */
    PROJECT_ERROR_NO_UNITS,   /* nothing in it is a C unit that exists */
};

#define PROJECT_ERROR project_error_quark()
GQuark project_error_quark(void);

/* Bounds on what comes from outside. Over one of the first two, opening fails with
 * PROJECT_ERROR_TOO_LARGE; over the third, the response file is a gap (PROJECT_NOTICE_RESPONSE). */
#define PROJECT_MAX_DATABASE_BYTES ((size_t)1 << 30) /* 1 GiB of compile_commands.json */
#define PROJECT_MAX_SOURCES        ((size_t)200000)  /* files that project_guess() looks at */
#define PROJECT_MAX_RESPONSE_BYTES ((size_t)1 << 24) /* 16 MiB of response files for one unit */

/* One compilation of one source file. */
struct project_unit {
    /* The main file: absolute, its folder resolved (no links, no `.` and `..`). It existed as a
     * regular file when the project was opened. */
    const char *file;

    /* `file` relative to the project's root, for reports and fingerprints. Begins with `../` for a
     * unit outside the root, such as a generated source in a build folder elsewhere. */
    const char *name;

    /* The working directory of the compilation: absolute, resolved where it exists. */
    const char *directory;

    /* The flags for libclang, NULL-terminated: "clang", then --target= for a cross compiler, then
     * what the build passed and is safe. Without the main file and anything that writes, prints,
     * stops early, loads or runs something. Units with equal flags share one array, so equal
     * pointers mean equal flags. */
    const char *const *arguments;
    size_t n_arguments; /* without the NULL */

    /* Hash of `arguments` and `directory`: a unit is stale when it differs. Never 0. */
    uint64_t flags_key;

    /* The object files that this compilation writes, as the build names them, sorted,
     * NULL-terminated; empty where the database does not say. Several when equal compilations of
     * one file feed several programs (they are one unit). */
    const char *const *outputs;

    /* Words of the command that were left out, warnings and inputs included. */
    size_t n_dropped;
};

/* Something that opening the project had to leave out and the user should hear of. */
enum project_notice_kind {
    PROJECT_NOTICE_REFUSED,  /* a flag that would load, run or write something */
    PROJECT_NOTICE_RESPONSE, /* a response file (@file) that could not be read or is over a bound */
    PROJECT_NOTICE_COMMAND,  /* an entry whose command can't be understood; it is no unit */
    PROJECT_NOTICE_TARGET,   /* a cross compiler whose target clang does not know */
    PROJECT_NOTICE_UNREAD,   /* a folder or file that project_guess() could not read */
};

/* Equal notices are one, with a count. */
struct project_notice {
    enum project_notice_kind kind;
    const char *subject; /* the flag, response file, target or file; bytes as in the database */
    const char *reason;  /* why, as half a sentence: "would load code into the compiler" */
    const char *file;    /* the first unit in the project's order that it concerns: its file as the
                            database names it */
    size_t count;        /* how many entries it concerns, at least 1 */
};

struct project {
    /* The folder that reports are relative to and the store lives in; absolute, resolved.
     * For a compilation database the first of these that exists:
     * 1. the top of the innermost git work tree around the database's folder, if most units lie in
     *    it (the usual build/ inside the checkout);
     * 2. the top of the innermost git work tree around C, where C is the deepest folder that holds
     *    all units outside the database's folder (inside are generated sources), or the database's
     *    folder, if all are inside;
     * 3. the parent of the database's folder, if it holds C and a build description
     *    (CMakeLists.txt, Makefile, …);
     * 4. C, unless it is `/`;
     * 5. the database's folder.
     * For project_guess() it is the folder asked for. */
    const char *root;

    /* The compile_commands.json that was read: absolute. NULL for project_guess(). */
    const char *database;

    const struct project_unit *units; /* sorted by file, then flags, then directory */
    size_t n_units;                   /* at least 1 */

    size_t n_entries; /* of the database, or files that a guess looked at */
    size_t n_not_c;   /* entries in another language, headers, and compilers that don't take GCC's
                         command line */
    size_t n_merged;  /* entries that repeat a unit */

    const char *const
        *missing;     /* files of C entries that don't exist: absolute, sorted, once each */
    size_t n_missing; /* of those */

    /* The units that those files would be, in the order of `units`: for who has their contents from
     * elsewhere (what is staged, another revision). */
    const struct project_unit *missing_units;
    size_t n_missing_units;

    const struct project_notice *notices; /* sorted by kind, subject, reason */
    size_t n_notices;
};

/* Reads a compilation database. `path` is a compile_commands.json under any name, or a folder that
 * holds one or has one in its build/; NULL searches the working directory and then every folder
 * above it, each with its build/. Fails with a PROJECT_ERROR whose message is one line that names
 * the file and the way out; *ret is untouched then. Costs about 3 ms per 1,000 entries.
 * The caller frees *ret with project_free(). */
bool project_open(const char *path, struct project **ret, GError **error)
    __attribute__((warn_unused_result));

/* Makes a project of every .c file under a folder that is not included by another one. A unit's
 * flags are guessed from what it includes, directly or not: for each `#include "a/b.h"` the nearest
 * folder of the tree in which a/b.h exists becomes -iquote, for each `#include <a/b.h>` it becomes
 * -idirafter, so that the system's own headers win. For a header that is not in the tree, folders of
 * the machine follow as -idirafter that the compiler does not search by itself. Macros: -D_GNU_SOURCE;
 * -DHAVE_CONFIG_H where a config.h is found; and what switches.h finds that the build would have
 * defined. Conditionals are not evaluated. Hidden folders, links to folders and
 * links to .c files are skipped. The flags are relative to the folder, which is the units' directory
 * and the root. Fails like project_open(). Reads every source that a unit includes. The caller frees
 * *ret with project_free(). */
bool project_guess(const char *sources, struct project **ret, GError **error)
    __attribute__((warn_unused_result));

/* Frees the project and all that was reached through it. Accepts NULL. */
void project_free(struct project *project);

#endif
