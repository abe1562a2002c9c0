#include "peers.h"

void add_test(const char *name, void (*test)(void));
int run_tests(void);

static void notes_one(void)
{
    peers_note(1);
    peers_clear();
}

int main(void)
{
    add_test("one", notes_one);
    return run_tests();
}
