/* Closed here or there, by one question that is asked twice: the handle is looked for by its address, but no
 * close changes it in between. */
#include <fcntl.h>
#include <unistd.h>

struct log_file {
    int fd;
};

int log_find(const char *name, struct log_file **found);

int log_redirect_ok(const char *name)
{
    struct log_file *file = NULL;
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    if (log_find(name, &file) != 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (ends[1] != -1 && file == NULL)
        close(ends[1]);
    if (file != NULL) {
        close(ends[1]);
        file->fd = STDERR_FILENO;
    }
    close(ends[0]);
    return 0;
}
