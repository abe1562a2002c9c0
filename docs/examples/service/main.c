#include "worker.h"

int main(void)
{
    for (int i = 0; i < 100; i++) {
        struct worker worker = {0};

        if (worker_start(&worker) != 0)
            return 1;
        worker_end(&worker);
    }
    return 0;
}
