/* Atomic operations as plain instructions that carry the atomic flag: `__atomic_…` and
 * `__c11_atomic_…`, which are nameless expressions, and `__sync_…`, which are calls.
 *
 * The children of the nameless ones stand in the order pointer, memory order, value, failure's
 * order, second value, weak; `…_init` has pointer and value only. */
#include "frontend/lower.h"

#include <stdint.h>
#include <string.h>

enum atomic_kind {
    ATOMIC_NOTHING = 1, /* a fence, or a question about the machine */
    ATOMIC_LOAD,
    ATOMIC_STORE,
    ATOMIC_EXCHANGE,
    ATOMIC_FETCH,         /* gives the old value */
    ATOMIC_FETCH_NEW,     /* gives the new value */
    ATOMIC_COMPARE,       /* gives whether it was exchanged */
    ATOMIC_COMPARE_VALUE, /* gives the old value */
    ATOMIC_TEST_AND_SET,
    ATOMIC_CLEAR,
};

struct atomic {
    enum atomic_kind kind;
    enum ir_operator operation; /* of a fetch; none = one that the IR has not */
    bool by_pointer;            /* values stand behind pointers (`__atomic_load(p, &ret, …)`) */
};

struct word {
    const char *text;
    size_t length;
};

static bool has_word(struct word word, const char *part)
{
    return memmem(word.text, word.length, part, strlen(part)) != NULL;
}

static bool word_begins(struct word word, const char *prefix)
{
    size_t length = strlen(prefix);

    return word.length >= length && memcmp(word.text, prefix, length) == 0;
}

static bool word_ends(struct word word, const char *suffix)
{
    size_t length = strlen(suffix);

    return word.length >= length && memcmp(word.text + word.length - length, suffix, length) == 0;
}

/* `add` of "fetch_add", "add_fetch", "fetch_and_add_4". */
static enum ir_operator operator_in(struct word word)
{
    if (has_word(word, "nand"))
        return IR_NO_OPERATOR;
    if (has_word(word, "add"))
        return IR_ADD;
    if (has_word(word, "sub"))
        return IR_SUB;
    if (has_word(word, "xor"))
        return IR_XOR;
    if (has_word(word, "fetch_or") || has_word(word, "or_fetch") || has_word(word, "and_or") ||
        has_word(word, "or_and"))
        return IR_OR;
    if (has_word(word, "fetch_and") || has_word(word, "and_fetch"))
        return IR_AND;
    return IR_NO_OPERATOR; /* min, max */
}

/* The word behind the prefix, e.g. "fetch_add", "compare_exchange_n". */
static struct atomic classify_atomic(struct word word, bool is_c11)
{
    struct atomic atomic = {.by_pointer = !is_c11 && !word_ends(word, "_n")};

    if (word_begins(word, "load"))
        atomic.kind = ATOMIC_LOAD;
    else if (word_begins(word, "store") || word_begins(word, "init"))
        atomic.kind = ATOMIC_STORE;
    else if (word_begins(word, "exchange"))
        atomic.kind = ATOMIC_EXCHANGE;
    else if (word_begins(word, "compare_exchange"))
        atomic.kind = ATOMIC_COMPARE;
    else if (word_begins(word, "test_and_set"))
        atomic.kind = ATOMIC_TEST_AND_SET;
    else if (word_begins(word, "clear"))
        atomic.kind = ATOMIC_CLEAR;
    else if (word_begins(word, "fetch_"))
        atomic.kind = ATOMIC_FETCH;
    else if (word_ends(word, "_fetch"))
        atomic.kind = ATOMIC_FETCH_NEW;
    if (atomic.kind == ATOMIC_FETCH || atomic.kind == ATOMIC_FETCH_NEW)
        atomic.operation = operator_in(word);
    return atomic;
}

/* `__sync_…`: the word behind that prefix, with its size behind it, e.g. "fetch_and_add_4". */
static struct atomic classify_sync(struct word word)
{
    struct atomic atomic = {.kind = ATOMIC_NOTHING};

    if (word_begins(word, "fetch_and_"))
        atomic.kind = ATOMIC_FETCH;
    else if (has_word(word, "_and_fetch"))
        atomic.kind = ATOMIC_FETCH_NEW;
    else if (word_begins(word, "bool_compare"))
        atomic.kind = ATOMIC_COMPARE;
    else if (word_begins(word, "val_compare"))
        atomic.kind = ATOMIC_COMPARE_VALUE;
    else if (word_begins(word, "lock_test_and_set") || word_begins(word, "swap"))
        atomic.kind = ATOMIC_EXCHANGE;
    else if (word_begins(word, "lock_release"))
        atomic.kind = ATOMIC_CLEAR;
    if (atomic.kind == ATOMIC_FETCH || atomic.kind == ATOMIC_FETCH_NEW) {
        /* Only the operation: "fetch_and_" would look like an "and". */
        struct word operation = word;
        if (word_begins(word, "fetch_and_")) {
            operation.text += strlen("fetch_and_");
            operation.length -= strlen("fetch_and_");
        }
        atomic.operation = word_begins(operation, "and")  ? IR_AND
                           : word_begins(operation, "or") ? IR_OR
                                                          : operator_in(operation);
    }
    return atomic;
}

/* What an operation works on. */
struct access {
    struct atomic atomic;
    struct ir_place_id object;
    struct ir_type_id type;      /* of the object */
    struct ir_operand value;     /* stored, added, desired */
    struct ir_operand expected;  /* of a comparison */
    struct ir_place_id feedback; /* where a failed comparison puts what it found; 0 = nowhere */
    struct ir_location at;
};

static struct ir_operand object_value(struct lowering *l, const struct access *access)
{
    return ir_builder_value(l->builder, access->object);
}

/* The object's value, kept as it is now; none if nobody wants it. */
static struct ir_operand snapshot(struct lowering *l, const struct access *access,
                                  struct ir_place_id dst)
{
    if (is_discard(dst))
        return no_operand();
    struct ir_place_id result = result_place(l, dst, access->type, access->at);
    emit_copy(l, result, object_value(l, access), access->at);
    return ir_builder_value(l->builder, result);
}

static void apply(struct lowering *l, const struct access *access)
{
    if (access->atomic.operation == IR_NO_OPERATOR)
        emit_copy(l, access->object, ir_builder_unknown_value(), access->at);
    else
        emit_compute(l, access->object, access->atomic.operation, object_value(l, access),
                     access->value, access->at);
}

static struct ir_operand compare_exchange(struct lowering *l, const struct access *access,
                                          struct ir_place_id dst)
{
    bool gives_value = access->atomic.kind == ATOMIC_COMPARE_VALUE;
    bool gives_bool = !gives_value && !is_discard(dst);
    struct ir_block_id equal = ir_builder_block(l->builder);
    struct ir_block_id different = ir_builder_block(l->builder);
    struct ir_block_id next = ir_builder_block(l->builder);
    struct ir_operand result = gives_value ? snapshot(l, access, dst) : no_operand();
    struct ir_type_id type =
        ir_builder_type(l->builder, &(struct ir_type){.kind = IR_TYPE_INTEGER, .count = 1});
    struct ir_place_id done =
        gives_bool ? result_place(l, dst, type, access->at) : (struct ir_place_id){0};

    ir_builder_branch(l->builder, object_value(l, access), IR_EQ, access->expected, equal,
                      different, access->at);
    ir_builder_use_block(l->builder, equal);
    emit_copy(l, access->object, access->value, access->at);
    if (gives_bool)
        emit_copy(l, done, ir_builder_integer(l->builder, 1), access->at);
    ir_builder_jump(l->builder, next, access->at);
    ir_builder_use_block(l->builder, different);
    if (access->feedback.index)
        emit_copy(l, access->feedback, object_value(l, access), access->at);
    if (gives_bool)
        emit_copy(l, done, ir_builder_integer(l->builder, 0), access->at);
    ir_builder_jump(l->builder, next, access->at);
    ir_builder_use_block(l->builder, next);
    return gives_bool ? ir_builder_value(l->builder, done) : result;
}

static struct ir_operand perform(struct lowering *l, const struct access *access,
                                 struct ir_place_id dst)
{
    struct ir_operand result;

    switch (access->atomic.kind) {
    case ATOMIC_NOTHING:
        return ir_builder_unknown_value();
    case ATOMIC_LOAD:
        return snapshot(l, access, dst);
    case ATOMIC_STORE:
        emit_copy(l, access->object, access->value, access->at);
        return no_operand();
    case ATOMIC_EXCHANGE:
        result = snapshot(l, access, dst);
        emit_copy(l, access->object, access->value, access->at);
        return result;
    case ATOMIC_FETCH:
        result = snapshot(l, access, dst);
        apply(l, access);
        return result;
    case ATOMIC_FETCH_NEW:
        apply(l, access);
        return snapshot(l, access, dst);
    case ATOMIC_COMPARE:
    case ATOMIC_COMPARE_VALUE:
        return compare_exchange(l, access, dst);
    case ATOMIC_TEST_AND_SET:
        result = snapshot(l, access, dst);
        emit_copy(l, access->object, ir_builder_integer(l->builder, 1), access->at);
        return result;
    case ATOMIC_CLEAR:
        emit_copy(l, access->object, zero_of(l, access->type), access->at);
        return no_operand();
    }
    return no_operand();
}

static struct ir_operand perform_atomically(struct lowering *l, const struct access *access,
                                            struct ir_place_id dst)
{
    uint16_t flags = l->instr_flags;
    enum atomic_kind kind = access->atomic.kind;

    /* The old value goes to a temporary, since the destination may be what is stored or compared. */
    if (!is_discard(dst) && (kind == ATOMIC_EXCHANGE || kind == ATOMIC_FETCH ||
                             kind == ATOMIC_COMPARE_VALUE || kind == ATOMIC_TEST_AND_SET))
        dst = (struct ir_place_id){0};
    l->instr_flags |= IR_INSTR_ATOMIC;
    struct ir_operand result = perform(l, access, dst);
    l->instr_flags = flags;
    return result;
}

/* The first operand of each: a pointer to the object. */
static void set_object(struct lowering *l, struct access *access, CXCursor pointer)
{
    struct ir_type_id type = type_of(l, pointer);

    access->object = pointed_place(l, lower_value(l, pointer));
    if (type_kind(l, type) == IR_TYPE_POINTER)
        access->type = type_get(l, type)->element;
}

static struct word name_at(struct lowering *l, CXCursor e)
{
    static const char name[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    size_t size;
    struct word word = {.text = text_at(l, e, &size)};

    while (word.text && word.length < size && strchr(name, word.text[word.length]))
        word.length++;
    return word;
}

static struct ir_operand value_behind(struct lowering *l, const struct access *access,
                                      CXCursor value)
{
    struct ir_operand operand = lower_value(l, value);

    return access->atomic.by_pointer ? ir_builder_value(l->builder, pointed_place(l, operand))
                                     : operand;
}

/* Reads the values of a nameless one. Those given by pointer with a result behind a pointer
 * (`__atomic_load(p, &ret)`, `__atomic_exchange(p, &new, &ret)`) have that as *ret_dst. */
static bool read_values(struct lowering *l, struct access *access, struct cursors parts,
                        struct ir_place_id *ret_dst)
{
    enum atomic_kind kind = access->atomic.kind;
    bool by_pointer = access->atomic.by_pointer;
    bool is_init = parts.count == 2 && kind == ATOMIC_STORE;

    if (kind == ATOMIC_LOAD && by_pointer && parts.count > 2)
        *ret_dst = pointed_place(l, lower_value(l, parts.items[2]));
    if (kind == ATOMIC_LOAD || kind == ATOMIC_TEST_AND_SET || kind == ATOMIC_CLEAR)
        return true;
    if (kind == ATOMIC_COMPARE) {
        if (parts.count < 5)
            return false;
        access->feedback = pointed_place(l, lower_value(l, parts.items[2]));
        access->expected = ir_builder_value(l->builder, access->feedback);
        access->value = value_behind(l, access, parts.items[4]);
        return true;
    }
    if (parts.count < 3 && !is_init)
        return false;
    if (kind == ATOMIC_FETCH || kind == ATOMIC_FETCH_NEW)
        access->value = lower_value(l, parts.items[2]);
    else
        access->value = value_behind(l, access, parts.items[is_init ? 1 : 2]);
    if (kind == ATOMIC_EXCHANGE && by_pointer && parts.count > 3)
        *ret_dst = pointed_place(l, lower_value(l, parts.items[3]));
    return true;
}

struct ir_operand lower_atomic(struct lowering *l, CXCursor e, struct cursors parts,
                               struct ir_place_id dst)
{
    static const char *const prefixes[] = {"__c11_atomic_", "__atomic_", "__scoped_atomic_"};
    struct word word = name_at(l, e);
    struct access access = {.at = location_of(l, e)};

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        size_t length = strlen(prefixes[i]);
        if (!word_begins(word, prefixes[i]))
            continue;
        struct word rest = {word.text + length, word.length - length};
        access.atomic = classify_atomic(rest, i == 0);
        break;
    }
    if (access.atomic.kind) {
        set_object(l, &access, parts.items[0]);
        if (read_values(l, &access, parts, &dst))
            return perform_atomically(l, &access, dst);
    }
    emit_unknown(l, access.atomic.kind ? "atomic operation" : "nameless expression", access.at);
    return ir_builder_unknown_value();
}

/* `parts` are the callee and the arguments. */
struct ir_operand lower_atomic_call(struct lowering *l, CXCursor e, CXCursor function,
                                    struct cursors parts, struct ir_place_id dst)
{
    static const char sync[] = "__sync_", plain[] = "__atomic_";
    const char *name = spelling_of(l, function);
    bool is_sync = strncmp(name, sync, sizeof(sync) - 1) == 0;
    const char *rest = name + (is_sync ? sizeof(sync) : sizeof(plain)) - 1;
    struct word word = {rest, strlen(rest)};
    struct access access = {.at = location_of(l, e)};
    struct cursors operands = {parts.items + 1, parts.count - 1};

    access.atomic = is_sync ? classify_sync(word) : classify_atomic(word, true);
    if (!access.atomic.kind || access.atomic.kind == ATOMIC_NOTHING || !operands.count)
        return ir_builder_unknown_value(); /* fences, lock-free questions */
    set_object(l, &access, operands.items[0]);
    if (access.atomic.kind == ATOMIC_COMPARE || access.atomic.kind == ATOMIC_COMPARE_VALUE) {
        if (operands.count < 3)
            return ir_builder_unknown_value();
        access.expected = lower_value(l, operands.items[1]);
        access.value = lower_value(l, operands.items[2]);
    } else if (operands.count > 1) {
        access.value = lower_value(l, operands.items[1]);
    }
    return perform_atomically(l, &access, dst);
}
