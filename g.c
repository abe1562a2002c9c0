#include <glib.h>
struct p{gint running;};
void f(struct p*p){ g_atomic_int_set(&p->running, TRUE); while(g_atomic_int_get(&p->running)) ; }
