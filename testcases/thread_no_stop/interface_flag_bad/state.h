#pragma once

/* what the core offers to its modules */
struct state_if {
    int version;
    int (*is_ending)(void);
    void (*end)(void);
};
void state_query(struct state_if *ret_if);

int input_init(void);
void *input_run(void *arg);
