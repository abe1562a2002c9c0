/* After chdone() nothing may be sent any more: libmill ends the process. Where the file has a trailer, the
 * bad one sends it then. */
#include "libmill.h"

int read_record(int file, int *record);
int has_trailer(int file);

static coroutine void export_bad(chan records, int file)
{
    int record;
    while (read_record(file, &record) == 0)
        chs(records, int, record);
    chdone(records, int, -1);
    if (has_trailer(file))
        chs(records, int, 0); // EXPECT: send-after-close
    chclose(records);
}

int count_bad(int file)
{
    chan records = chmake(int, 32);
    if (!records)
        return -1;
    go(export_bad(chdup(records), file));
    int n = 0;
    while (chr(records, int) >= 0)
        n++;
    chclose(records);
    return n;
}

static coroutine void export_ok(chan records, int file)
{
    int record;
    while (read_record(file, &record) == 0)
        chs(records, int, record);
    if (has_trailer(file))
        chs(records, int, 0);
    chdone(records, int, -1);
    chclose(records);
}

int count_ok(int file)
{
    chan records = chmake(int, 32);
    if (!records)
        return -1;
    go(export_ok(chdup(records), file));
    int n = 0;
    while (chr(records, int) >= 0)
        n++;
    chclose(records);
    return n;
}
