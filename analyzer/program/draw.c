/* The program's threads and channels as a picture.
 *
 * A thread is main, a body that something starts, or a handler; what it runs is what it calls. Requires
 * channels. */
#include "program/draw.h"

#include <string.h>

#include "program/channels.h"
#include "program/creations.h"
#include "program/elements.h"
#include "program/solver.h"
#include "program/stops.h"
#include "program/stops_inside.h"

struct drawing {
    const struct program *program;
    const struct channels *channels;
    struct picture *picture;
    struct program_draw_findings findings;
    VECTOR(uint32_t) roots; /* functions; in step with the first nodes */
    struct bitset *reach;   /* per root: what it calls */
    uint32_t outside;       /* node of unseen callers, number + 1; 0 = none yet */
};

/* ---- nodes ---- */

static const char *short_place(const struct program *program, struct source_place at)
{
    const char *slash = at.file ? strrchr(at.file, '/') : NULL;

    return at.file ? arena_printf(program->run, "%s:%u", slash ? slash + 1 : at.file, at.line) : "";
}

static uint32_t add_node(struct drawing *drawing, enum picture_node_kind kind, const char *name,
                         struct source_place at)
{
    struct picture_node node = {kind, name, short_place(drawing->program, at)};

    vector_push(&drawing->picture->nodes, node);
    return drawing->picture->nodes.count - 1;
}

static struct source_place place_of_fn(const struct program *program, uint32_t number)
{
    const struct fn *fn = &program->fns[number];

    return graph_place(program, fn, fn->ir->at);
}

static bool root_kind_of(const struct program *program, uint32_t number,
                         enum picture_node_kind *ret_kind)
{
    struct context_origin origin = contexts_origin(program, number);

    switch (origin.kind) {
    case ROOT_MAIN:
        *ret_kind = PICTURE_MAIN;
        return true;
    case ROOT_THREAD:
        *ret_kind = PICTURE_THREAD;
        return true;
    case ROOT_REQUEST:
    case ROOT_CONNECTION:
    case ROOT_MESSAGE:
    case ROOT_EVENT:
    case ROOT_TIMER:
    case ROOT_UNIX_SIGNAL:
    case ROOT_SIGNAL_EVENT:
        *ret_kind = PICTURE_HANDLER;
        return true;
    case ROOT_CONSTRUCTOR:
    case ROOT_EXIT:
    case ROOT_CALL:
    case ROOT_ONCE:
    case ROOT_PUBLIC:
    case ROOT_CALLBACK:
        break;
    }
    return false;
}

static void add_roots(struct drawing *drawing)
{
    const struct program *program = drawing->program;

    for (uint32_t number = 1; number < program->n_fns; number++) {
        enum picture_node_kind kind;
        if (program->fns[number].is_model || !contexts_reached(program, number) ||
            !root_kind_of(program, number, &kind))
            continue;
        vector_push(&drawing->roots, number);
        add_node(drawing, kind, program->fns[number].name, place_of_fn(program, number));
    }
}

static uint32_t outside_node(struct drawing *drawing)
{
    if (!drawing->outside)
        drawing->outside =
            add_node(drawing, PICTURE_OUTSIDE, "others", (struct source_place){0}) + 1;
    return drawing->outside - 1;
}

/* ---- arrows ---- */

static void add_arrow(struct drawing *drawing, struct picture_arrow arrow)
{
    for (uint32_t i = 0; i < drawing->picture->arrows.count; i++) {
        struct picture_arrow *known = &drawing->picture->arrows.items[i];
        if (known->kind != arrow.kind || known->from != arrow.from || known->to != arrow.to)
            continue;
        if (!known->broken)
            known->broken = arrow.broken;
        return;
    }
    vector_push(&drawing->picture->arrows, arrow);
}

static const char *broken_at(const struct drawing *drawing, uint32_t number, uint32_t instr)
{
    const struct fn *fn = &drawing->program->fns[number];
    struct source_place at = graph_place(drawing->program, fn, fn->unit->instrs[instr].at);

    return drawing->findings.check_at(drawing->findings.data, at);
}

/* Whether the thread comes to the function by calls by name. Those through pointers are known in too many
 * ways to be shown. */
static bool runs(const struct drawing *drawing, uint32_t root, uint32_t number, uint32_t with)
{
    const struct program *program = drawing->program;
    uint32_t from = drawing->roots.items[root];

    return bitset_has(&drawing->reach[root], number) &&
           members_share(program, program->fns[from].input, program->fns[number].input) &&
           members_share(program, program->fns[from].input, program->fns[with].input);
}

/* Whether the function hands the other one to somebody who may call it. */
static bool hands_out(const struct program *program, uint32_t number, uint32_t other)
{
    const struct fn *fn = &program->fns[number];

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        for (uint32_t i = 0; i < call->arguments.count; i++) {
            struct ir_operand operand = fn->unit->operands[call->arguments.first + i];
            if (operand.kind == IR_OPERAND_FUNCTION &&
                program->entity_of[fn->input][operand.index] == program->fns[other].entity)
                return true;
        }
    }
    return false;
}

/* The node of the thread that hands the function out, as a callback; the number of nodes where there is none. */
static uint32_t giver_of(const struct drawing *drawing, uint32_t number)
{
    const struct program *program = drawing->program;

    for (uint32_t i = 0; program->fns[number].address_taken && i < drawing->roots.count; i++)
        for (uint32_t fn = bitset_next(&drawing->reach[i], 1); fn < drawing->reach[i].size;
             fn = bitset_next(&drawing->reach[i], fn + 1))
            if (!program->fns[fn].is_model && hands_out(program, fn, number))
                return i;
    return drawing->roots.count;
}

/* The node of the thread from which control comes to the function most often; or, where that is by a callback, of who
 * has handed that out: those who call it may be of another program, which shares their code. The number of nodes
 * where there is none. */
static uint32_t origin_of(const struct drawing *drawing, uint32_t number)
{
    enum { CALLS_MOST = 64 };

    for (uint32_t calls = 0; number && calls < CALLS_MOST; calls++) {
        for (uint32_t i = 0; i < drawing->roots.count; i++)
            if (drawing->roots.items[i] == number)
                return i;
        uint32_t giver = giver_of(drawing, number);
        if (giver < drawing->roots.count)
            return giver;
        number = contexts_origin(drawing->program, number).from;
    }
    return drawing->roots.count;
}

enum connect_side { FROM_THREADS, TO_THREADS };

/* An arrow between the node and each thread that runs the function, of programs that contain the function
 * `with` as well. */
static void connect(struct drawing *drawing, uint32_t fn, uint32_t with, struct picture_arrow arrow,
                    enum connect_side side)
{
    bool to_threads = side == TO_THREADS;
    bool any = false;

    for (uint32_t i = 0; i < drawing->roots.count; i++) {
        if (!runs(drawing, i, fn, with))
            continue;
        *(to_threads ? &arrow.to : &arrow.from) = i;
        add_arrow(drawing, arrow);
        any = true;
    }
    if (any || fn != with || !contexts_reached(drawing->program, fn))
        return;
    uint32_t origin = origin_of(drawing, fn);
    *(to_threads ? &arrow.to : &arrow.from) =
        origin < drawing->roots.count ? origin : outside_node(drawing);
    add_arrow(drawing, arrow);
}

/* What each thread calls by name. */
static void find_reach(struct drawing *drawing)
{
    const struct program *program = drawing->program;
    VECTOR(uint32_t) todo = {0};

    drawing->reach = ARENA_ARRAY(program->run, struct bitset, drawing->roots.count + 1);
    for (uint32_t i = 0; i < drawing->roots.count; i++) {
        drawing->reach[i] = bitset_new(program->run, program->n_fns);
        bitset_add(&drawing->reach[i], drawing->roots.items[i]);
        vector_push(&todo, drawing->roots.items[i]);
        while (todo.count) {
            const struct fn *fn = &program->fns[vector_pop(&todo)];
            for (uint32_t c = 0; c < fn->n_calls; c++)
                for (uint32_t k = 0; fn->calls[c].entity && k < fn->calls[c].targets.count; k++)
                    if (bitset_add(&drawing->reach[i], fn->calls[c].targets.items[k]))
                        vector_push(&todo, fn->calls[c].targets.items[k]);
        }
    }
    vector_deinit(&todo);
}

static uint32_t node_of_body(const struct drawing *drawing, uint32_t body)
{
    for (uint32_t i = 0; i < drawing->roots.count; i++)
        if (drawing->roots.items[i] == body)
            return i;
    return UINT32_MAX;
}

static void add_starts(struct drawing *drawing, const struct creation_record *record)
{
    struct multiplicity often = contexts_multiplicity(drawing->program, record->fn, record->block);

    for (uint32_t s = 0; s < record->starts.count; s++) {
        const struct start *start = &record->starts.items[s];
        struct picture_arrow arrow = {.kind = PICTURE_SPAWNS,
                                      .to = node_of_body(drawing, start->body),
                                      .label = often.words,
                                      .broken = broken_at(drawing, record->fn, record->instr)};
        if (arrow.to != UINT32_MAX)
            connect(drawing, start->fn, start->body, arrow, FROM_THREADS);
    }
}

static bool starts(const struct drawing *drawing, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < drawing->picture->arrows.count; i++) {
        const struct picture_arrow *arrow = &drawing->picture->arrows.items[i];
        if (arrow->kind == PICTURE_SPAWNS && arrow->from == from && arrow->to == to)
            return true;
    }
    return false;
}

/* Who joins: where those who start the thread do, only they are shown. A function that ends the process in an
 * emergency joins from everywhere. */
static void add_joins(struct drawing *drawing, const struct creation_record *record)
{
    struct points joins = stops_joins(drawing->program, record);

    for (uint32_t k = 0; k < joins.count; k++)
        for (uint32_t b = 0; b < record->body_fns.count; b++) {
            uint32_t first = drawing->picture->arrows.count, n = first;
            struct picture_arrow arrow = {.kind = PICTURE_JOINS,
                                          .to = node_of_body(drawing, record->body_fns.items[b]),
                                          .label = ""};
            if (arrow.to == UINT32_MAX)
                continue;
            connect(drawing, joins.items[k].fn, record->fn, arrow, FROM_THREADS);
            struct picture_arrow *added = drawing->picture->arrows.items;
            for (uint32_t i = first; i < drawing->picture->arrows.count; i++)
                if (starts(drawing, added[i].from, added[i].to))
                    added[n++] = added[i];
            if (n > first)
                drawing->picture->arrows.count = n;
        }
    vector_deinit(&joins);
}

static void add_threads(struct drawing *drawing)
{
    const struct creations *all = &drawing->program->solution->creations;

    for (uint32_t i = 1; i < all->items.count; i++) {
        add_starts(drawing, &all->items.items[i]);
        add_joins(drawing, &all->items.items[i]);
    }
}

/* ---- channels ---- */

static enum picture_node_kind kind_of(const struct drawing *drawing, const struct channel *channel)
{
    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &drawing->channels->uses.items[channel->first + i];
        if (use->by_hand)
            return PICTURE_QUEUE;
        if (use->kind == USE_WAIT)
            return PICTURE_CONDITION;
    }
    if (channel->room == ROOM_COUNTED)
        return PICTURE_COUNTER;
    return channel->room == ROOM_NO_LIMIT ? PICTURE_QUEUE : PICTURE_PIPE;
}

/* Whether the condition is a part of a hand-written queue, which is drawn itself. */
static bool is_inside_queue(const struct drawing *drawing, const struct channel_use *wait)
{
    return bitset_has(&drawing->channels->adds_in, wait->at_fn) ||
           bitset_has(&drawing->channels->takes_in, wait->at_fn);
}

static bool is_drawn(const struct drawing *drawing, const struct channel *channel)
{
    bool waits = false, sends = false;

    if (channel->escapes)
        return false;
    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &drawing->channels->uses.items[channel->first + i];
        if (!use->reached)
            continue;
        waits |= (use->kind == USE_WAIT && !is_inside_queue(drawing, use)) ||
                 (use->kind == USE_RECEIVE && channel->made);
        sends |= (use->kind == USE_SEND && (channel->made || (use->by_hand && !use->quiet)));
    }
    return waits || sends;
}

static const char *name_of(const struct drawing *drawing, const struct channel *channel)
{
    const struct channel_use *use = &drawing->channels->uses.items[channel->first];
    uint32_t element = use->by_hand && !use->element ? use->part : use->element;
    const char *name = element < elements_named(drawing->program)
                           ? question_name(drawing->program, element)
                           : NULL;

    return name ? name : channels_name(drawing->program, use);
}

static void add_uses(struct drawing *drawing, const struct channel *channel, uint32_t node)
{
    for (uint32_t i = 0; i < channel->count; i++) {
        const struct channel_use *use = &drawing->channels->uses.items[channel->first + i];
        struct picture_arrow arrow = {.from = node,
                                      .to = node,
                                      .label = "",
                                      .broken = broken_at(drawing, use->fn, use->instr)};
        if (!use->reached)
            continue;
        if (use->kind == USE_RECEIVE || use->kind == USE_WAIT) {
            arrow.kind = PICTURE_RECEIVES;
            connect(drawing, use->fn, use->fn, arrow, TO_THREADS);
        } else if (use->kind == USE_SEND || use->kind == USE_SIGNAL || use->kind == USE_BROADCAST) {
            arrow.kind = PICTURE_SENDS;
            connect(drawing, use->fn, use->fn, arrow, FROM_THREADS);
        } else if (use->kind == USE_CLOSE || use->kind == USE_FINISH) {
            arrow.kind = PICTURE_CLOSES;
            connect(drawing, use->fn, use->fn, arrow, FROM_THREADS);
        }
    }
}

void program_draw(const struct program *program, struct program_draw_findings findings,
                  struct picture *ret_picture)
{
    struct drawing drawing = {.program = program,
                              .channels = channels_of(program),
                              .picture = ret_picture,
                              .findings = findings};

    add_roots(&drawing);
    find_reach(&drawing);
    add_threads(&drawing);
    for (uint32_t i = 0; i < drawing.channels->items.count; i++) {
        const struct channel *channel = &drawing.channels->items.items[i];
        if (!is_drawn(&drawing, channel))
            continue;
        const struct channel_use *use = &drawing.channels->uses.items[channel->first];
        const struct fn *fn = &program->fns[use->fn];
        uint32_t node = add_node(&drawing, kind_of(&drawing, channel), name_of(&drawing, channel),
                                 graph_place(program, fn, fn->unit->instrs[use->instr].at));
        add_uses(&drawing, channel, node);
    }
    vector_deinit(&drawing.roots);
    picture_drop_lonely(ret_picture);
}
