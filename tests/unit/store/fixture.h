/* A folder for one test, a store in it, and things to put there. */
#ifndef STRANDED_TESTS_STORE_FIXTURE_H
#define STRANDED_TESTS_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "base/arena.h"
#include "store/store.h"

struct fixture {
    struct arena *arena;
    char *folder; /* removed with all that is in it */
    char *path;   /* of a store in it that does not exist yet */
};

int fixture_setup(void **state);
int fixture_teardown(void **state);

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_setup, fixture_teardown)

/* Opens the fixture's store, or fails the test. */
struct store *open_store(const struct fixture *fixture, enum store_mode mode);

/* Fails the test with the error's message if there is one. */
void assert_no_error(const GError *error);

/* That the call failed like that, with a message of one line that names the file and a way out; frees
 * the error. */
void assert_store_error(const struct fixture *fixture, bool is_good, GError **error,
                        enum store_error code);

/* Contents of files 1 to 7: a table for store_save_unit(). */
#define N_SAMPLE_FILES 8
extern const struct store_file sample_files[N_SAMPLE_FILES];

/* Saves unit number `n` (file, flags and IR are made from it) that read the files with those indices
 * of sample_files, ended by 0. */
bool save_sample_unit(struct store *store, unsigned n, const uint32_t *files, GError **error);

/* The IR that save_sample_unit() made. */
const char *sample_ir(struct arena *arena, unsigned n);

/* A sealed list of findings, one for each line of the text "check file:line function object". */
struct finding_list sample_findings(struct arena *arena, const char *text);

/* Saves a run that made those findings, and returns it; fails the test if that fails. */
struct store_run save_sample_run(struct store *store, struct finding_list findings,
                                 const struct store_scope *scope, struct arena *arena);

/* The findings, one a line: "state check file:line function object". */
const char *print_findings(struct arena *arena, struct finding_list findings);

#endif
