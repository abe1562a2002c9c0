/* Both sides open the queue by its name, each for its own direction. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define LINES  "/lines"
#define N_MOST 10

static void *print_lines(void *unused)
{
    char line[128];
    mqd_t queue = mq_open(LINES, O_RDONLY);

    if (queue == (mqd_t)-1)
        return unused;
    while (mq_receive(queue, line, sizeof line, NULL) > 0)
        fputs(line, stdout);
    mq_close(queue);
    return unused;
}

int main(int argc, char **argv)
{
    struct mq_attr attr;
    char line[128];
    pthread_t printer;
    FILE *file = argc > 1 ? fopen(argv[1], "r") : stdin;

    memset(&attr, 0, sizeof attr);
    attr.mq_maxmsg = N_MOST;
    attr.mq_msgsize = sizeof line;
    mqd_t queue = mq_open(LINES, O_CREAT | O_WRONLY, 0644, &attr);
    if (queue == (mqd_t)-1 || !file)
        return 1;
    while (fgets(line, sizeof line, file))
        mq_send(queue, line, strlen(line) + 1, 0); // EXPECT: queue-full
    mq_send(queue, "", 0, 0);
    if (pthread_create(&printer, NULL, print_lines, NULL) != 0)
        return 1;
    pthread_join(printer, NULL);
    mq_close(queue);
    mq_unlink(LINES);
    return 0;
}
