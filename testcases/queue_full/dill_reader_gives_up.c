/* A producer hands over line after line; who takes them returns at the first bad one and forgets the
 * producer, which waits for ever to get rid of the next. The twin cancels it. */
#include "libdill.h"

int read_line(int file, int *line);
int store_line(int line);

static coroutine void read_lines_bad(int lines, int file)
{
    int line;
    while (read_line(file, &line) == 0) {
        if (chsend(lines, &line, sizeof(line), -1) != 0) // EXPECT: queue-full
            return;
    }
    chdone(lines);
}

int import_bad(int file)
{
    int ends[2], line;
    if (chmake(ends) != 0)
        return -1;
    if (go(read_lines_bad(ends[0], file)) < 0)
        return -1;
    while (chrecv(ends[1], &line, sizeof(line), -1) == 0) {
        if (store_line(line) != 0)
            return -1;
    }
    return 0;
}

static coroutine void read_lines_ok(int lines, int file)
{
    int line;
    while (read_line(file, &line) == 0) {
        if (chsend(lines, &line, sizeof(line), -1) != 0)
            return;
    }
    chdone(lines);
}

int import_ok(int file)
{
    int ends[2], line;
    if (chmake(ends) != 0)
        return -1;
    int reader = go(read_lines_ok(ends[0], file));
    if (reader < 0)
        return -1;
    int rc = 0;
    while (rc == 0 && chrecv(ends[1], &line, sizeof(line), -1) == 0)
        rc = store_line(line);
    hclose(reader);
    hclose(ends[0]);
    hclose(ends[1]);
    return rc;
}
