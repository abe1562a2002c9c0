/* Tables of a database as caches: rows are put in while the program serves, and no statement of the program takes any
 * out again. Read from the texts of the statements, as far as they stand in the program.
 *
 * A statement may be prepared while the program starts and carried out while it serves. That a table of a file grows may
 * be meant, unless it is used as a cache; one that is kept in memory takes the process's own.
 *
 * Silent where a statement counts the rows, where one deletes from a table that only a format knows, and where the
 * table is the connection's own (TEMP). */
#include "program/growth_sql.h"

#include <ctype.h>
#include <string.h>

#include "program/elements.h"

enum { NAME_MOST = 64, ROWS_MOST = 256 };

/* A statement of the program that puts a row in. */
struct row {
    struct site at;
    char table[NAME_MOST];
    bool replaces;  /* a row with the same key, or none is put in where there is one */
    bool is_read;   /* another statement reads the table */
    bool is_silent; /* it may be kept small in ways that are not followed */
    struct taking taking;
};

struct scan {
    struct growth_facts *facts;
    const struct program *program;
    bool in_memory; /* the tables are */
    VECTOR(struct row) rows;
};

/* ---- texts ---- */

static bool is_letter(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

/* The end of the word in the text, from a place on; NULL = it is not there. */
static const char *behind(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = text; (at = strcasestr(at, word)); at++)
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[length]))
            return at + length;
    return NULL;
}

/* The name that stands there, without quotes; false = it is not known. */
static bool read_name(const char *at, char *ret_name)
{
    uint32_t length = 0;

    while (*at && strchr(" \t\n\"'`[", *at))
        at++;
    while (is_letter(at[length]) && length + 1 < NAME_MOST) {
        ret_name[length] = (char)tolower((unsigned char)at[length]);
        length++;
    }
    ret_name[length] = '\0';
    return length != 0;
}

static bool names(const char *text, const char *word, const char *table)
{
    char name[NAME_MOST];

    for (const char *at = text; at && (at = behind(at, word));) {
        bool is_known = read_name(at, name);
        if (!is_known || strcmp(name, "if") == 0 || strcmp(name, table) == 0)
            return strcmp(name, "if") != 0 || strcasestr(at, table);
    }
    return false;
}

/* ---- statements ---- */

/* The call of the function that runs a text which another call of it has made. */
static const struct call_site *runner_of_text(const struct program *program, const struct fn *fn)
{
    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct ir_instr *call = &fn->unit->instrs[fn->calls[c].instr];
        uint32_t text = growth_sql_call(program, &fn->calls[c]).text;
        if (text && text <= call->arguments.count &&
            fn->unit->operands[call->arguments.first + text - 1].kind != IR_OPERAND_STRING)
            return &fn->calls[c];
    }
    return NULL;
}

/* The field or global that keeps the statement which the call prepares; 0 = none does. */
static uint32_t kept_statement(const struct scan *scan, uint32_t number,
                               const struct call_site *site)
{
    const struct fn *fn = &scan->program->fns[number];
    const struct ir_instr *call = &fn->unit->instrs[site->instr];
    uint32_t argument = growth_sql_call(scan->program, site).statement;

    if (!argument || argument > call->arguments.count)
        return 0;
    uint32_t element = element_of_operand(scan->program, number,
                                          fn->unit->operands[call->arguments.first + argument - 1]);
    return element < elements_named(scan->program) ? element : 0;
}

/* A row that is put in wherever its statement is carried out. */
struct carrying {
    struct scan *scan;
    struct row row;
    bool found;
};

static void carry_out(void *data, struct site at)
{
    struct carrying *carrying = data;

    carrying->found = true;
    carrying->row.at = at;
    if (carrying->scan->rows.count < ROWS_MOST &&
        steady_has(carrying->scan->program, carrying->scan->facts->steady, at.fn, at.block))
        vector_push(&carrying->scan->rows, carrying->row);
}

/* `site`: the call that gets the text as that argument; NULL = it is kept in a variable first. */
static void read_insert(struct scan *scan, uint32_t number, const struct call_site *site,
                        uint32_t argument, const char *text)
{
    const struct fn *fn = &scan->program->fns[number];
    const char *at = behind(text, "INTO");
    struct row row = {0};

    if (!at || scan->rows.count == ROWS_MOST) /* most texts are none of the kind */
        return;
    row.replaces = behind(text, "REPLACE") || behind(text, "CONFLICT") || behind(text, "IGNORE");
    if ((!behind(text, "INSERT") && !behind(text, "REPLACE")) || !read_name(at, row.table))
        return;
    bool is_direct = site && growth_sql_call(scan->program, site).text == argument;
    const struct call_site *runner = is_direct ? site : runner_of_text(scan->program, fn);
    if (!runner)
        return;
    uint32_t statement = kept_statement(scan, number, runner);
    struct carrying carrying = {.scan = scan, .row = row};
    if (statement)
        growth_sql_each_step(scan->program, statement, carry_out, &carrying);
    row.at = (struct site){number, runner->block, runner->instr};
    if (!carrying.found)
        vector_push(&scan->rows, row);
}

/* How far the program gets to what the text says, where it stands: a variable may be run anywhere, and a statement that
 * is kept, later. */
static enum reached reached_at(const struct scan *scan, struct site at)
{
    const struct fn *fn = &scan->program->fns[at.fn];

    if (fn->ir->flags & IR_FUNCTION_INIT)
        return REACHED_STEADY;
    for (uint32_t c = 0; c < fn->n_calls; c++)
        if (fn->calls[c].instr == at.instr && kept_statement(scan, at.fn, &fn->calls[c]))
            return REACHED_STEADY;
    return growth_reached(scan->facts, at.fn, at.block);
}

/* What a text of the program does to the tables. */
static void read_other(struct scan *scan, struct site at, const char *text)
{
    for (uint32_t i = 0; i < scan->rows.count; i++) {
        struct row *row = &scan->rows.items[i];
        bool deletes = (behind(text, "DELETE") && names(text, "FROM", row->table)) ||
                       (behind(text, "DROP") && names(text, "TABLE", row->table)) ||
                       (behind(text, "RENAME") && strcasestr(text, row->table));
        if (deletes)
            growth_take(&row->taking, reached_at(scan, at), at);
        if (behind(text, "TEMP") || behind(text, "TEMPORARY") || behind(text, "COUNT") ||
            behind(text, "TRIGGER"))
            row->is_silent |= strcasestr(text, row->table) != NULL;
        row->is_read |= behind(text, "SELECT") && names(text, "FROM", row->table);
    }
}

static void visit(struct scan *scan, struct site at, uint32_t argument, struct ir_operand operand,
                  bool inserts)
{
    const struct fn *fn = &scan->program->fns[at.fn];

    if (operand.kind != IR_OPERAND_STRING)
        return;
    const char *text = ir_text(fn->unit, (struct ir_string){operand.index});
    if (!inserts)
        read_other(scan, at, text);
    else if (!(fn->ir->flags & IR_FUNCTION_INIT))
        read_insert(scan, at.fn, argument ? &fn->calls[graph_first_call(fn, at.instr)] : NULL,
                    argument, text);
}

static void each_text(struct scan *scan, bool inserts)
{
    for (uint32_t number = 1; number < scan->program->n_fns; number++) {
        const struct fn *fn = &scan->program->fns[number];
        for (uint32_t id = 1; !fn->is_model && id < fn->ir->blocks.count; id++) {
            struct ir_range instrs = fn_block(fn, id)->instrs;
            for (uint32_t i = instrs.first; i < instrs.first + instrs.count; i++) {
                const struct ir_instr *instr = &fn->unit->instrs[i];
                struct site at = {number, id, i};
                if (instr->op == IR_COPY)
                    visit(scan, at, 0, instr->a, inserts);
                for (uint32_t k = 0; instr->op == IR_CALL && k < instr->arguments.count; k++)
                    visit(scan, at, k + 1, fn->unit->operands[instr->arguments.first + k], inserts);
            }
        }
    }
}

/* ---- keys ---- */

/* Whether all that the function binds to a statement comes from a set that does not grow. */
static bool binds_only_bounded(const struct scan *scan, uint32_t number)
{
    static const char bind[] = "sqlite3_bind_";
    const struct fn *fn = &scan->program->fns[number];
    uint32_t steps = 0, n = 0;

    for (uint32_t c = 0; c < fn->n_calls; c++) {
        const struct call_site *site = &fn->calls[c];
        const struct ir_instr *call = &fn->unit->instrs[site->instr];
        if (!site->entity || call->arguments.count < 3 ||
            strncmp(scan->program->entities[site->entity].name, bind, sizeof(bind) - 1) != 0)
            continue;
        n++;
        if (n == 1 &&
            growth_is_bounded_value(scan->facts, (struct site){number, site->block, site->instr},
                                    fn->unit->operands[call->arguments.first + 2], &steps))
            return true;
    }
    return !n;
}

static void tell(struct scan *scan, const struct row *row)
{
    struct growth_facts *facts = scan->facts;
    struct site at = row->at;

    if (row->is_silent || row->taking.reached == REACHED_STEADY ||
        !steady_has(scan->program, facts->steady, at.fn, at.block) ||
        growth_is_bounded(facts, at, false) || (row->replaces && binds_only_bounded(scan, at.fn)))
        return;
    struct insert insert = {
        .at = at,
        .table = arena_printf(scan->program->run, "%s", row->table),
        .is_weak = !scan->in_memory && !(row->is_read && row->replaces),
        .is_keyed = true,
        .taking = row->taking,
    };
    vector_push(&facts->inserts, insert);
}

void growth_find_sql(struct growth_facts *facts)
{
    struct scan scan = {.facts = facts, .program = facts->program};

    if (!growth_sql_is_used(facts->program))
        return;
    each_text(&scan, true);
    if (scan.rows.count)
        each_text(&scan, false);
    scan.in_memory = scan.rows.count && growth_sql_in_memory(facts->program);
    for (uint32_t i = 0; i < scan.rows.count; i++)
        tell(&scan, &scan.rows.items[i]);
    vector_deinit(&scan.rows);
}
