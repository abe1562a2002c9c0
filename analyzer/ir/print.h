/* The IR as text for people and golden files.
 *
 *   function serve(fd: int, cfg: *config) [static] [header]
 *   1:
 *       rc = call pthread_create(&tid, null, &worker, w) ; 12:9
 *       if rc == 0 goto 2 else 3 ; 12:9
 *   2: loop forever
 *       t1 = w->count + 1
 *       …
 *       switch t1
 *           case 1: goto 4
 *           case 2 ... 5: goto 5
 *           else goto 3
 *   3:
 *       return rc
 *
 * Temporaries print as t1, t2 … in order of their first appearance; two locals of one name get
 * ".2", ".3" behind it. What is not known prints as "?". A location in another file than the
 * function's has that file's last name before it. Nothing depends on the order of the unit's
 * tables. */
#ifndef STRANDED_IR_PRINT_H
#define STRANDED_IR_PRINT_H

#include "base/arena.h"
#include "ir/ir.h"

/* The function as text. `with_locations` adds the `; line:column` comments. */
enum ir_print_detail { IR_PRINT_PLAIN, IR_PRINT_LOCATIONS };
const char *ir_print_function(const struct ir_unit *unit, const struct ir_function *fn,
                              enum ir_print_detail detail, struct arena *arena);

/* One place, e.g. `w->pool.tids[i]`, with locals by their plain names and temporaries as `_`. */
const char *ir_print_place(const struct ir_unit *unit, const struct ir_function *fn,
                           struct ir_place_id place, struct arena *arena);

/* One call on one line with temporaries shown as `_`, e.g. `pthread_create(&w->tid, null, worker,
 * w)`: the normalised text of a statement, which no reformatting and no comment changes. */
const char *ir_print_call(const struct ir_unit *unit, const struct ir_function *fn,
                          const struct ir_instr *call, struct arena *arena);

#endif
