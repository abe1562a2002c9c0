/* A token that is taken only where there is much to do, and that the same function puts back behind that: nobody ever put
 * one there before. In the other one it is there from the start. */
#include <semaphore.h>
#include <stdio.h>

static sem_t scratch_space, screen;

static long count_lines(FILE *file, char *buffer, int size)
{
    long n = 0;

    while (fgets(buffer, size, file))
        n++;
    return n;
}

static void use_scratch_bad(FILE *file, int much)
{
    char small[80], *buffer = small;
    static char large[8000];

    if (much) {
        sem_wait(&scratch_space); // EXPECT: recv-no-sender
        buffer = large;
    }
    printf("%ld lines\n", count_lines(file, buffer, much ? sizeof large : sizeof small));
    if (much)
        sem_post(&scratch_space);
}

static void use_screen_ok(FILE *file, int much)
{
    char line[80];

    if (much)
        sem_wait(&screen);
    printf("%ld lines\n", count_lines(file, line, sizeof line));
    if (much)
        sem_post(&screen);
}

int main(int argc, char **argv)
{
    FILE *file = argc > 1 ? fopen(argv[1], "r") : stdin;

    if (!file)
        return 1;
    sem_init(&scratch_space, 0, 0);
    sem_init(&screen, 0, 1);
    use_scratch_bad(file, argc > 2);
    rewind(file);
    use_screen_ok(file, argc > 2);
    return fclose(file);
}
