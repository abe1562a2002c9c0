/* A folder of its own for a test that needs files. */
#ifndef TESTS_UNIT_PROJECT_SCRATCH_H
#define TESTS_UNIT_PROJECT_SCRATCH_H

/* Makes the folder, outside any git work tree as long as the system's temporary folder is. Its
 * resolved name; the caller hands it to scratch_remove(). */
char *scratch_new(void);

/* Removes the folder with all in it, and frees the name. */
void scratch_remove(char *scratch);

/* Writes a file below the folder, and the folders that lead to it. */
void scratch_write(const char *scratch, const char *path, const char *text);

/* Makes a folder below it. */
void scratch_folder(const char *scratch, const char *path);

#endif
