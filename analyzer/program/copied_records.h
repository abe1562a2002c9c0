/* What copied_records.c and copied_mentions.c share. Private to them. */
#ifndef STRANDED_PROGRAM_COPIED_RECORDS_H
#define STRANDED_PROGRAM_COPIED_RECORDS_H

#include "program/graph.h"

enum side {
    SIDE_SHARED, /* whoever mentions it there means the same */
    SIDE_MADE,   /* what the function itself makes of it */
    SIDE_GIVEN,  /* what a caller gives or takes */
};

/* A record at a place that several units know. */
struct mention {
    uint32_t node, record;
    enum side side;
};

/* Nodes of one union-find are the records, and behind them what they are mentioned at. */
struct copies {
    struct program *program;
    VECTOR(uint32_t) parents;
    VECTOR(struct mention) mentions;
    struct intmap nodes;      /* a place's key -> its node */
    struct intmap classes;    /* tag and layout -> the first record of them */
    struct intmap tags;       /* tags of which there is more than one record of a layout */
    uint32_t *class_of;       /* per record: that first one; 0 = no other record is like it */
    struct bitset with_other; /* per class: there is more than one record in it */
    struct bitset inputs;     /* units with such a record, or that only declare one of that tag */
    struct intmap met;        /* (root of a node, class) -> record */
};

enum place_kind {
    PLACE_VARIABLE,
    PLACE_RESULT,
    PLACE_PARAMETER,
    PLACE_FIELD,
    PLACE_LOCAL,
    PLACE_POINTER_FIELD,
};

/* The node of what that is. */
uint32_t copies_node(struct copies *copies, enum place_kind kind, uint64_t what, uint64_t which);
/* The representative of all nodes that were united with this one. */
uint32_t copies_find(struct copies *copies, uint32_t node);
/* True if they were two. The smaller number stays, so that the order of what is found does not matter. */
bool copies_unite(struct copies *copies, uint32_t a, uint32_t b);
/* Whether its unit has no more of the record than its tag. */
bool copies_is_only_declared(const struct copies *copies, uint32_t record);
/* The record that the type is, or points to; 0 = none. */
uint32_t copies_record_behind(const struct program *program, uint32_t input,
                              const struct ir_type *type);

/* copied_mentions.c: fills mentions. */
void copies_find_mentions(struct copies *copies);
/* Unites what pointers without a type are copied between. */
void copies_follow_pointers(struct copies *copies);

#endif
