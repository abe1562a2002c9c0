/* Control flow that leaves the straight line: loops, switches, labels, gotos, and the cleanups that
 * are due on every way out of a scope. */
#include "frontend/lower.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

/* ---- ways out of scopes ---- */

/* The body of a block, at any depth below the cursor; null = none. */
static CXCursor body_below(struct lowering *l, CXCursor cursor)
{
    struct cursors parts = children_of(l, cursor);

    for (uint32_t i = 0; i < parts.count; i++) {
        if (kind_of(parts.items[i]) == CXCursor_CompoundStmt)
            return parts.items[i];
        if (kind_of(parts.items[i]) == CXCursor_UnexposedDecl)
            return body_below(l, parts.items[i]);
    }
    return l->clang->getNullCursor();
}

bool keep_for_cleanup(struct lowering *l, CXCursor block, struct ir_place_id dst)
{
    CXCursor body = body_below(l, block);

    for (const struct cleanup *due = l->cleanups; due; due = due->outer)
        if (ir_builder_place_local(l->builder, due->local).index == dst.index &&
            !l->clang->Cursor_isNull(body)) {
            *due->block = body;
            return true;
        }
    return false;
}

void run_cleanups(struct lowering *l, const struct cleanup *from, const struct cleanup *outer,
                  struct ir_location at)
{
    for (const struct cleanup *due = from; due && due != outer; due = due->outer) {
        if (!l->clang->Cursor_isNull(*due->block)) {
            lower_statement(l, *due->block);
            continue;
        }
        struct ir_place_id place = ir_builder_place_local(l->builder, due->local);
        struct ir_operand argument = ir_builder_address(l->builder, place);
        ir_builder_call(l->builder, (struct ir_place_id){0},
                        ir_builder_function(l->builder, due->routine), &argument, 1, at,
                        IR_INSTR_CLEANUP);
    }
}

void jump_out(struct lowering *l, const struct exit_target *target, struct ir_location at)
{
    if (!target->block.index) {
        emit_unknown(l, "break or continue outside a loop", at);
        return;
    }
    run_cleanups(l, l->cleanups, target->cleanups, at);
    ir_builder_jump(l->builder, target->block, at);
}

/* ---- loops ---- */

struct loop {
    struct ir_block_id head, next;
    struct exit_target outer_break, outer_continue;
};

static void begin_loop(struct lowering *l, struct loop *loop, struct ir_block_id on_continue)
{
    loop->outer_break = l->break_target;
    loop->outer_continue = l->continue_target;
    l->break_target = (struct exit_target){loop->next, l->cleanups};
    l->continue_target = (struct exit_target){on_continue, l->cleanups};
}

/* The body, and from its end on to `then`. */
static void lower_body(struct lowering *l, struct loop *loop, CXCursor body,
                       struct ir_block_id then, struct ir_location at)
{
    lower_statement(l, body);
    ir_builder_jump(l->builder, then, at);
    l->break_target = loop->outer_break;
    l->continue_target = loop->outer_continue;
}

/* `while (condition) body`, and what is left of a `for`: NULL = that clause is absent. */
static void lower_while(struct lowering *l, const CXCursor *condition, const CXCursor *step,
                        CXCursor body, struct ir_location at)
{
    struct loop loop = {.head = ir_builder_block(l->builder), .next = ir_builder_block(l->builder)};
    struct ir_block_id inside = ir_builder_block(l->builder);
    struct ir_block_id on_step = step ? ir_builder_block(l->builder) : loop.head;
    bool holds = true;
    bool is_constant = !condition || fold_condition(l, *condition, &holds);

    if (!is_constant || holds)
        ir_builder_block_flags(l->builder, loop.head,
                               IR_BLOCK_LOOP_HEAD | (is_constant ? IR_BLOCK_LOOP_FOREVER : 0));
    ir_builder_jump(l->builder, loop.head, at);
    ir_builder_use_block(l->builder, loop.head);
    if (is_constant)
        ir_builder_jump(l->builder, holds ? inside : loop.next, at);
    else
        lower_condition(l, *condition, inside, loop.next);
    ir_builder_use_block(l->builder, inside);
    begin_loop(l, &loop, on_step);
    lower_body(l, &loop, body, on_step, at);
    if (step) {
        ir_builder_use_block(l->builder, on_step);
        lower_effect(l, *step);
        ir_builder_jump(l->builder, loop.head, at);
    }
    ir_builder_use_block(l->builder, loop.next);
}

/* `do … while (0)` is no loop. */
static void lower_do(struct lowering *l, CXCursor body, CXCursor condition, struct ir_location at)
{
    struct loop loop = {.head = ir_builder_block(l->builder), .next = ir_builder_block(l->builder)};
    struct ir_block_id test = ir_builder_block(l->builder);
    bool holds = true;
    bool is_constant = fold_condition(l, condition, &holds);

    if (!is_constant || holds)
        ir_builder_block_flags(l->builder, loop.head,
                               IR_BLOCK_LOOP_HEAD | (is_constant ? IR_BLOCK_LOOP_FOREVER : 0));
    ir_builder_jump(l->builder, loop.head, at);
    ir_builder_use_block(l->builder, loop.head);
    begin_loop(l, &loop, test);
    lower_body(l, &loop, body, test, at);
    ir_builder_use_block(l->builder, test);
    if (is_constant)
        ir_builder_jump(l->builder, holds ? loop.head : loop.next, at);
    else
        lower_condition(l, condition, loop.head, loop.next);
    ir_builder_use_block(l->builder, loop.next);
}

/* Behind the comment, string or character that begins here; `at` itself if none does. */
static const char *skip_token(const char *at, const char *end)
{
    if (end - at > 1 && at[0] == '/' && at[1] == '*') {
        const char *close = memmem(at + 2, (size_t)(end - at - 2), "*/", 2);
        return close ? close + 2 : end;
    }
    if (*at != '"' && *at != '\'')
        return at;
    char quote = *at++;
    while (at < end && *at != quote)
        at += *at == '\\' && end - at > 1 ? 2 : 1;
    return at < end ? at + 1 : end;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Whether anything but blanks and comments stands in a clause of a `for`; moves `*at` to the
 * semicolon or parenthesis that ends it. */
static bool read_clause(const char **at, const char *end)
{
    bool is_present = false;
    uint32_t depth = 0;

    while (*at < end) {
        char c = **at;
        if (depth == 0 && is_one_of(c, ";)"))
            break;
        const char *behind = skip_token(*at, end);
        if (behind != *at) {
            is_present |= c != '/';
            *at = behind;
            continue;
        }
        if (is_one_of(c, "([{"))
            depth++;
        else if (depth && is_one_of(c, ")]}"))
            depth--;
        is_present |= !is_one_of(c, " \t\r\n\\\f\v");
        (*at)++;
    }
    return is_present;
}

/* The clauses of a `for` that are not blank in its text, as bits 0 to 2; false if the text is not
 * to be had or shows something else. libclang leaves absent clauses out of the children. */
static bool read_clauses(struct lowering *l, CXCursor s, uint32_t *ret_present)
{
    size_t size = 0;
    const char *text = text_at(l, s, &size);
    const char *at = text ? memchr(text, '(', size) : NULL;
    uint32_t present = 0;

    if (!at)
        return false;
    const char *end = text + size;
    for (uint32_t clause = 0; clause < 3; clause++) {
        at++;
        present |= (uint32_t)read_clause(&at, end) << clause;
        if (at >= end || *at != (clause < 2 ? ';' : ')'))
            return false;
    }
    *ret_present = present;
    return true;
}

static uint32_t count_bits(uint32_t bits)
{
    return (bits & 1) + (bits >> 1 & 1) + (bits >> 2 & 1);
}

/* Without a text: a declaration or an assignment begins, a comparison or value decides, an
 * increment steps. */
static uint32_t guess_clauses(struct lowering *l, struct cursors parts)
{
    uint32_t present = 0, next = 0;

    for (uint32_t i = 0; i + 1 < parts.count; i++) {
        CXCursor e = without_casts(l, parts.items[i]);
        enum CXCursorKind kind = kind_of(e);
        bool is_assignment = kind == CXCursor_BinaryOperator &&
                             l->clang->getCursorBinaryOperatorKind(e) == CXBinaryOperator_Assign;
        bool is_step = kind == CXCursor_CompoundAssignOperator ||
                       (kind == CXCursor_UnaryOperator &&
                        l->clang->getCursorUnaryOperatorKind(e) <= CXUnaryOperator_PreDec);
        uint32_t clause = kind == CXCursor_DeclStmt            ? 0
                          : is_step || (is_assignment && next) ? 2
                          : is_assignment                      ? 0
                                                               : 1;
        if (clause < next)
            clause = next;
        present |= 1U << (clause < 2 ? clause : 2);
        next = clause + 1;
    }
    return present;
}

static void lower_for(struct lowering *l, CXCursor s, struct cursors parts, struct ir_location at)
{
    uint32_t n_clauses = parts.count - 1, present = 7, next = 0;
    const CXCursor *clauses[3] = {NULL, NULL, NULL};
    const struct cleanup *outer = l->cleanups;

    assert(parts.items && parts.count > 0); /* the body: lower_loop() has seen to that */
    if (n_clauses < 3 && (!read_clauses(l, s, &present) || count_bits(present) != n_clauses))
        present = guess_clauses(l, parts);
    for (uint32_t i = 0; i < 3; i++)
        if (present >> i & 1 && next < n_clauses)
            clauses[i] = &parts.items[next++];
    if (clauses[0])
        lower_statement(l, *clauses[0]);
    lower_while(l, clauses[1], clauses[2], parts.items[n_clauses], at);
    run_cleanups(l, l->cleanups, outer, at);
    l->cleanups = outer;
}

void lower_loop(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);
    struct ir_location at = location_of(l, s);
    enum CXCursorKind kind = kind_of(s);

    if (kind == CXCursor_ForStmt && parts.count >= 1 && parts.count <= 4)
        lower_for(l, s, parts, at);
    else if (kind == CXCursor_WhileStmt && parts.count == 2)
        lower_while(l, &parts.items[0], NULL, parts.items[1], at);
    else if (kind == CXCursor_DoStmt && parts.count == 2)
        lower_do(l, parts.items[0], parts.items[1], at);
    else
        emit_unknown(l, "loop with a part missing", at);
}

/* ---- switch ---- */

void lower_switch(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);
    struct ir_location at = location_of(l, s);
    struct switch_state state = {.outer = l->switch_state};
    struct exit_target outer_break = l->break_target;

    if (parts.count != 2) {
        emit_unknown(l, "switch with a part missing", at);
        return;
    }
    struct ir_operand value = lower_value(l, parts.items[0]);
    struct ir_block_id head = ir_builder_current(l->builder);
    bool is_dead = ir_builder_ended(l->builder);
    struct ir_block_id next = ir_builder_block(l->builder);

    /* What stands before the first case is never reached, unless by a label. */
    ir_builder_use_block(l->builder, ir_builder_block(l->builder));
    l->switch_state = &state;
    l->break_target = (struct exit_target){next, l->cleanups};
    lower_statement(l, parts.items[1]);
    ir_builder_jump(l->builder, next, at);
    l->switch_state = state.outer;
    l->break_target = outer_break;

    if (!is_dead) {
        ir_builder_use_block(l->builder, head);
        ir_builder_switch(l->builder, value, state.cases.items, state.cases.count,
                          state.otherwise.index ? state.otherwise : next, at);
    }
    vector_deinit(&state.cases);
    ir_builder_use_block(l->builder, next);
}

static bool case_value(struct lowering *l, CXCursor e, int64_t *ret_value)
{
    return ir_builder_is_integer(l->builder, lower_value(l, e), ret_value) ||
           evaluate(l, e, ret_value);
}

static void add_case(struct lowering *l, struct cursors parts, struct ir_block_id block,
                     struct ir_location at)
{
    struct ir_case one = {.target = block};

    if (!case_value(l, parts.items[0], &one.low) ||
        !case_value(l, parts.items[parts.count > 2 ? 1 : 0], &one.high)) {
        emit_unknown(l, "case without a constant", at);
        return;
    }
    vector_push(&l->switch_state->cases, one);
}

/* `case 1: case 2: statement` is nested; a loop instead of recursion, since generated code has
 * thousands of them in a row. */
void lower_case(struct lowering *l, CXCursor s)
{
    struct ir_block_id block = ir_builder_block(l->builder);
    struct ir_location at = location_of(l, s);

    if (!l->switch_state) {
        emit_unknown(l, "case outside a switch", at);
        return;
    }
    ir_builder_jump(l->builder, block, at);
    ir_builder_use_block(l->builder, block);
    for (;;) {
        enum CXCursorKind kind = kind_of(s);
        struct cursors parts = children_of(l, s);
        if (kind == CXCursor_DefaultStmt && parts.count)
            l->switch_state->otherwise = block;
        else if (kind == CXCursor_CaseStmt && parts.count > 1)
            add_case(l, parts, block, at);
        else
            break;
        s = parts.items[parts.count - 1];
    }
    lower_statement(l, s);
}

/* ---- labels ---- */

static uint32_t label_of(struct lowering *l, CXCursor label_statement)
{
    uint32_t *index =
        intmap_put(&l->label_map, statement_key(label_statement), l->labels.count, NULL);

    if (*index == l->labels.count)
        vector_push(&l->labels, (struct label){.block = ir_builder_block(l->builder)});
    return *index;
}

void begin_label(struct lowering *l, CXCursor s)
{
    uint32_t index = label_of(l, s); /* may move the labels */
    struct label *label = &l->labels.items[index];

    label->cleanups = l->cleanups;
    label->is_placed = true;
    ir_builder_jump(l->builder, label->block, location_of(l, s));
    ir_builder_use_block(l->builder, label->block);
}

void lower_label(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);

    begin_label(l, s);
    if (parts.count)
        lower_statement(l, parts.items[parts.count - 1]);
}

void lower_goto(struct lowering *l, CXCursor s)
{
    CXCursor target = l->clang->getCursorReferenced(s);
    struct ir_location at = location_of(l, s);

    if (kind_of(target) != CXCursor_LabelStmt) {
        struct cursors parts = children_of(l, s);
        if (parts.count)
            target = l->clang->getCursorReferenced(parts.items[0]);
    }
    if (kind_of(target) != CXCursor_LabelStmt) {
        emit_unknown(l, "goto to no label", at);
        return;
    }
    uint32_t label = label_of(l, target);
    if (!l->cleanups) {
        ir_builder_jump(l->builder, l->labels.items[label].block, at);
        return;
    }
    struct pending_goto pending = {ir_builder_block(l->builder), label, l->cleanups, at};
    ir_builder_jump(l->builder, pending.block, at);
    vector_push(&l->gotos, pending);
}

static void await_labels(struct lowering *l, struct ir_block_id next, struct ir_location at)
{
    struct pending_any pending = {ir_builder_block(l->builder), next, at};

    ir_builder_jump(l->builder, pending.block, at);
    vector_push(&l->anys, pending);
}

void lower_indirect_goto(struct lowering *l, CXCursor s)
{
    CXCursor target;

    if (last_expression(l, s, &target))
        lower_effect(l, target);
    await_labels(l, (struct ir_block_id){0}, location_of(l, s));
}

/* Whether the statement is `asm goto`: the word stands before the parenthesis. */
static bool is_asm_goto(struct lowering *l, CXCursor s)
{
    size_t size;
    const char *text = text_at(l, s, &size);
    const char *open = text ? memchr(text, '(', size) : NULL;

    return open && memmem(text, (size_t)(open - text), "goto", 4) != NULL;
}

/* The instructions are not shown. Operands that are objects may be outputs, and get unknown values;
 * a cast around an operand tells that it is only read. */
void lower_asm(struct lowering *l, CXCursor s)
{
    struct cursors parts = children_of(l, s);
    struct ir_location at = location_of(l, s);

    for (uint32_t i = 0; i < parts.count; i++) {
        CXCursor operand = parts.items[i];
        if (!is_expression(operand))
            continue;
        enum CXCursorKind kind = kind_of(operand);
        bool is_object = kind == CXCursor_DeclRefExpr || kind == CXCursor_MemberRefExpr ||
                         kind == CXCursor_ArraySubscriptExpr || kind == CXCursor_ParenExpr ||
                         (kind == CXCursor_UnaryOperator &&
                          l->clang->getCursorUnaryOperatorKind(operand) == CXUnaryOperator_Deref);
        if (is_object)
            emit_copy(l, lower_place(l, operand), ir_builder_unknown_value(), at);
        else
            lower_effect(l, operand);
    }
    if (!is_asm_goto(l, s))
        return;
    struct ir_block_id next = ir_builder_block(l->builder);
    await_labels(l, next, at);
    ir_builder_use_block(l->builder, next);
}

/* What encloses both a goto and its label stays due; the rest runs on the way. */
static const struct cleanup *common_cleanups(const struct cleanup *from, const struct cleanup *to)
{
    for (; from; from = from->outer)
        for (const struct cleanup *at = to; at; at = at->outer)
            if (at == from)
                return from;
    return NULL;
}

static void finish_any(struct lowering *l, const struct pending_any *pending)
{
    VECTOR(struct ir_case) targets = {0};

    if (pending->next.index)
        vector_push(&targets, (struct ir_case){.target = pending->next});
    for (uint32_t i = 0; i < l->labels.count; i++)
        vector_push(&targets, (struct ir_case){.target = l->labels.items[i].block});
    ir_builder_use_block(l->builder, pending->block);
    if (targets.count)
        ir_builder_any(l->builder, targets.items, targets.count, pending->at);
    else
        ir_builder_unreachable(l->builder, pending->at);
    vector_deinit(&targets);
}

void finish_gotos(struct lowering *l)
{
    struct label *label;

    for (uint32_t i = 0; i < l->gotos.count; i++) {
        const struct pending_goto *pending = &l->gotos.items[i];
        label = &l->labels.items[pending->label];
        ir_builder_use_block(l->builder, pending->block);
        run_cleanups(l, pending->cleanups, common_cleanups(pending->cleanups, label->cleanups),
                     pending->at);
        ir_builder_jump(l->builder, label->block, pending->at);
    }
    for (uint32_t i = 0; i < l->anys.count; i++)
        finish_any(l, &l->anys.items[i]);
    vector_each(label, &l->labels)
    {
        if (label->is_placed)
            continue;
        ir_builder_use_block(l->builder, label->block); /* an error swallowed its statement */
        emit_unknown(l, "label that is not there", (struct ir_location){0});
        ir_builder_return(l->builder, ir_builder_unknown_value(), (struct ir_location){0});
    }
}
