#pragma once

/* The gate at which all threads wait for the start. */
void gate_pass(void);
void gate_open(void);
