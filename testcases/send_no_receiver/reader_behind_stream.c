/* The reading end becomes a stream that a thread reads; in the bad twin it is only kept. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int kept[2];
static int input[2];
static pthread_t reader;

int notes_open_bad(void)
{
    return pipe(kept);
}

int notes_add_bad(const char *note)
{
    return dprintf(kept[1], "%s\n", note); // EXPECT: send-no-receiver
}

void notes_close_bad(void)
{
    close(kept[1]);
    close(kept[0]);
}

static void *reader_run(void *arg)
{
    FILE *stream = arg;
    char line[256];

    while (fgets(line, sizeof line, stream))
        fputs(line, stderr);
    fclose(stream);
    return NULL;
}

int notes_open_ok(void)
{
    if (pipe(input) < 0)
        return -1;
    FILE *stream = fdopen(input[0], "r");
    if (stream && pthread_create(&reader, NULL, reader_run, stream) == 0)
        return 0;
    if (stream)
        fclose(stream);
    else
        close(input[0]);
    close(input[1]);
    return -1;
}

int notes_add_ok(const char *note)
{
    return dprintf(input[1], "%s\n", note);
}

void notes_close_ok(void)
{
    close(input[1]);
    pthread_join(reader, NULL);
}
