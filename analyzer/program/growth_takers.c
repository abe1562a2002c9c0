/* How far the program gets to what takes entries out.
 *
 * What takes all of them out at once, and does so only where a text that came in is a certain word, does so when
 * somebody thinks of it ("stats reset"): the container grows until then. A single entry that is taken out on a
 * command was put in by who may command that. */
#include "program/conditions.h"
#include "program/growth_inside.h"

#include <string.h>

/* Calls between the comparison and what takes out. */
enum { COMMAND_LIFTS = 4 };

enum reached growth_reached(const struct growth_facts *facts, uint32_t fn, uint32_t block)
{
    const struct program *program = facts->program;

    if (!contexts_reached(program, fn))
        return REACHED_NOT;
    if (growth_is_dying(facts, fn, block))
        return REACHED_AT_END;
    if (bitset_has(&facts->steady->fns, fn) || growth_is_again(facts, fn, block))
        return REACHED_STEADY;
    return REACHED_AT_END;
}

void growth_take(struct taking *taking, enum reached reached, struct site at)
{
    if (reached > taking->reached)
        *taking = (struct taking){reached, at};
}

bool growth_is_sweep(const struct program *program, struct site at)
{
    const struct fn *fn = &program->fns[at.fn];
    uint32_t loop = fn->n_loops ? fn->loop_of[at.block] : 0;

    if (!loop || at.block == fn->loops[loop - 1].head)
        return loop != 0;
    /* whether some round comes back to the head without the block */
    const struct loop *self = &fn->loops[loop - 1];
    struct arena *scratch = arena_new();
    struct bitset seen = bitset_new(scratch, fn->ir->blocks.count);
    VECTOR(uint32_t) todo = {0};
    bool misses = false;

    bitset_add(&seen, self->head);
    vector_push(&todo, self->head);
    while (todo.count && !misses) {
        const struct ir_block *block = fn_block(fn, vector_pop(&todo));
        for (uint32_t edge = 0; edge < graph_n_successors(block); edge++) {
            uint32_t next = graph_successor(fn, block, edge);
            misses |= next == self->head;
            if (next != at.block && bitset_has(&self->blocks, next) && bitset_add(&seen, next))
                vector_push(&todo, next);
        }
    }
    vector_deinit(&todo);
    arena_free(scratch);
    return !misses;
}

/* Whether the callers in sight hand in objects of their own that are no entries of the kind on the heap. */
static bool gets_only_own(const struct growth_facts *facts, uint32_t number, uint32_t parameter)
{
    const struct program *program = facts->program;
    const struct fn_list callers = program->fns[number].callers;

    for (uint32_t i = 0; i < callers.count; i++) {
        const struct fn *caller = &program->fns[callers.items[i]];
        for (uint32_t c = 0; callers.items[i] != number && c < caller->n_calls; c++) {
            const struct call_site *site = &caller->calls[c];
            const struct ir_instr *call = &caller->unit->instrs[site->instr];
            if (!call_reaches(site, number))
                continue;
            if (parameter > call->arguments.count)
                return false;
            struct origin origin =
                origins_of(facts->origins, callers.items[i], site->block, site->instr,
                           caller->unit->operands[call->arguments.first + parameter - 1]);
            if (origin.bits & ~(unsigned)(ORIGIN_OBJECT | ORIGIN_NULL))
                return false;
        }
    }
    return true;
}

bool growth_is_by_owner(const struct growth_facts *facts, struct site at, uint32_t kind)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[at.fn];

    if (!members_is_public(program, at.fn) || fn->address_taken)
        return false;
    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        const struct ir_block *block = fn_block(fn, id);
        bool equal = block->relation == IR_EQ || block->relation == IR_NE;
        if (block->end != IR_END_BRANCH || !equal)
            continue;
        for (uint32_t k = 0; k < 2; k++) {
            struct ir_operand own = k ? block->b : block->a, other = k ? block->a : block->b;
            uint32_t local = fn_local(fn, own);
            if (local && local <= fn->ir->n_parameters && other.kind == IR_OPERAND_PLACE &&
                growth_points_to(program, fn, own) == kind &&
                growth_points_to(program, fn, other) == kind &&
                graph_needs_edge(fn, at.block, id, block->relation == IR_EQ ? 0 : 1) &&
                gets_only_own(facts, at.fn, local))
                return true;
        }
    }
    return false;
}

/* ---- commands ---- */

/* What compares two texts. */
static const struct {
    const char *name;
    bool says_equal; /* not zero: they are equal; else zero says so */
} comparers[] = {
    {"strcmp", false},
    {"strncmp", false},
    {"strcasecmp", false},
    {"strncasecmp", false},
    {"memcmp", false},
    {"g_strcmp0", false},
    {"g_ascii_strcasecmp", false},
    {"g_ascii_strncasecmp", false},
    {"evutil_ascii_strcasecmp", false},
    {"evutil_ascii_strncasecmp", false},
    {"g_str_equal", true},
    {"g_str_has_prefix", true},
    {"g_str_has_suffix", true},
};

/* The word that a text is compared with by the branch; NULL = it is no such branch. `ret_edge`: the way that is
 * taken where they are equal. */
static const char *word_of(const struct program *program, const struct fn *fn,
                           const struct ir_block *block, uint32_t *ret_edge)
{
    bool is_branch = block->end == IR_END_BRANCH &&
                     (block->relation == IR_EQ || block->relation == IR_NE) &&
                     fn_local(fn, block->a);
    const struct ir_instr *call = is_branch ? conditions_only_write(fn, block->a.index) : NULL;
    int64_t number;

    if (!call || call->op != IR_CALL || !fn_number(fn, block->b, &number) || number != 0)
        return NULL;
    uint32_t entity = fn->calls[graph_first_call(fn, (uint32_t)(call - fn->unit->instrs))].entity;
    for (size_t i = 0; entity && i < sizeof(comparers) / sizeof(*comparers); i++) {
        if (strcmp(program->entities[entity].name, comparers[i].name) != 0)
            continue;
        *ret_edge = (block->relation == IR_EQ) == comparers[i].says_equal;
        for (uint32_t k = 0; k < call->arguments.count && k < 2; k++) {
            struct ir_operand argument = fn->unit->operands[call->arguments.first + k];
            if (argument.kind == IR_OPERAND_STRING)
                return ir_text(fn->unit, (struct ir_string){argument.index});
        }
    }
    return NULL;
}

static const char *word_before(const struct program *program, uint32_t number, uint32_t to)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t id = 1; id < fn->ir->blocks.count; id++) {
        uint32_t edge = 0;
        const char *word = word_of(program, fn, fn_block(fn, id), &edge);
        if (word && graph_needs_edge(fn, to, id, edge))
            return word;
    }
    return NULL;
}

/* Whether the place is reached while the program serves, or by somebody of whom nothing is known. What a known loop
 * over known functions calls, such as the tests of a table, is not. */
static bool may_serve(const struct growth_facts *facts, struct site at)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[at.fn];

    return growth_reached(facts, at.fn, at.block) == REACHED_STEADY &&
           (bitset_has(&facts->steady->fns, at.fn) || fn->escapes ||
            members_is_public(program, at.fn) ||
            steady_loops(program, facts->steady, at.fn, at.block));
}

// NOLINTNEXTLINE(misc-no-recursion): at most COMMAND_LIFTS deep
static struct command command_for(const struct growth_facts *facts, struct site at, uint32_t level)
{
    const struct program *program = facts->program;
    const struct fn *fn = &program->fns[at.fn];
    struct command found = {.word = word_before(program, at.fn, at.block), .fn = at.fn};

    if (found.word || level == COMMAND_LIFTS || fn->escapes || fn->address_taken ||
        members_is_public(program, at.fn) || !facts->steady->way[at.fn].from ||
        steady_loops(program, facts->steady, at.fn, at.block))
        return found;
    for (uint32_t i = 0; i < fn->callers.count; i++) {
        const struct fn *caller = &program->fns[fn->callers.items[i]];
        for (uint32_t c = 0; c < caller->n_calls; c++) {
            struct site call = {fn->callers.items[i], caller->calls[c].block,
                                caller->calls[c].instr};
            if (!call_reaches(&caller->calls[c], at.fn) || !may_serve(facts, call))
                continue;
            found = command_for(facts, call, level + 1);
            if (!found.word)
                return found;
        }
    }
    return found;
}

struct command growth_command(const struct growth_facts *facts, struct site at)
{
    return command_for(facts, at, 0);
}

enum reached growth_reached_whole(const struct growth_facts *facts, struct site at)
{
    enum reached reached = growth_reached(facts, at.fn, at.block);

    if (reached == REACHED_STEADY && growth_command(facts, at).word)
        return REACHED_ON_COMMAND;
    return reached;
}
