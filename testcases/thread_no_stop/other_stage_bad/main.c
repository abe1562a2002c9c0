/* Two stages of one type, each with a flag of its own: main sets that of the first twice, and waits for the
 * second. */
#include "stage.h"
#include <stdio.h>
#include <unistd.h>

static struct stage input, output;

int main(void)
{
    if (stage_start(&input) != 0)
        return 1;
    if (stage_start(&output) != 0) {
        stage_stop(&input);
        return 1;
    }
    sleep(10);
    atomic_store(&input.quit, true);
    pthread_join(input.thread, NULL);
    atomic_store(&input.quit, true);
    pthread_join(output.thread, NULL); // EXPECT: thread-no-stop
    printf("%ld %ld\n", input.done, output.done);
    return 0;
}
