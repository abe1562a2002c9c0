/* Asking the writer to stop, and waiting for it, are two functions: their order counts. */
#include "log.h"
#include "writer.h"

static FILE *log_file;

int log_open(const char *file)
{
    log_file = fopen(file, "a");
    if (log_file == NULL)
        return -1;
    if (writer_start(log_file) == 0)
        return 0;
    fclose(log_file);
    log_file = NULL;
    return -1;
}

void log_line(const char *text)
{
    writer_push(text);
}

void log_close(void)
{
    if (log_file == NULL)
        return;
    writer_push("end of log\n");
    writer_ask_stop();
    writer_wait();
    fclose(log_file);
    log_file = NULL;
}
