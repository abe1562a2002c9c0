/* What frontend.c and shared.c have in common: one front end, and the ways to parse a source. */
#ifndef STRANDED_FRONTEND_FRONTEND_INSIDE_H
#define STRANDED_FRONTEND_FRONTEND_INSIDE_H

#include "frontend/absent_names.h"
#include "frontend/frontend.h"
#include "frontend/lower.h"

struct frontend {
    struct clang_api clang;
    CXIndex index;
    struct content_hashes *hashes;

    /* for sources whose beginning was precompiled */
    CXIndex index_local;               /* shows only what comes behind it; made when needed */
    char *shared;                      /* the file of the last one; owned */
    struct shared_files *shared_files; /* of it; NULL = none yet */
    bool shared_needs_all;             /* one of its users had to see all of it */
};

/* How a source is to be parsed, this time. */
struct parse_way {
    bool without_picky_flags;
    const struct absent_names *names; /* declared before all else; NULL = none */
    const char *precompiled; /* stands for the beginning of `contents`; NULL = nothing does */
    const char *contents;    /* in place of the source's; NULL = as the source says */
    size_t contents_size;
    CXIndex index;
    unsigned options;
};

/* Parses with the source's flags, ours behind them. */
enum CXErrorCode frontend_parse_way(struct frontend *frontend, const struct frontend_source *source,
                                    const struct parse_way *way, CXTranslationUnit *ret_tu);
struct parse_way frontend_plain_way(const struct frontend *frontend);
/* The same, as it stands; and in its folder, which has to be there. */
enum frontend_status frontend_parse(struct frontend *frontend, const struct frontend_source *source,
                                    CXTranslationUnit *ret_tu, const char **ret_reason);

/* A source that was parsed. */
struct parsed {
    CXTranslationUnit tu;
    const struct frontend_source *source;
    const struct shared_files *shared; /* its beginning was precompiled; NULL = it was not */
    const char *original;              /* its content then; NULL = what was parsed */
    size_t original_size;
    int64_t original_mtime; /* whole seconds; 0 = it is not from a file */
    bool sees_all;          /* and all that was precompiled is seen at the top */
};

enum lower_outcome { LOWER_OK, LOWER_TOO_LARGE, LOWER_NEEDS_ALL };
enum lower_outcome frontend_lower_parsed(struct frontend *frontend, const struct parsed *parsed,
                                         struct ir_builder *builder);

/* shared.c */
enum frontend_status frontend_precompile(struct frontend *frontend,
                                         const struct frontend_source *source,
                                         struct ir_builder **ret_builder, const char **ret_reason);
/* False where the source has to be parsed as it is. */
bool frontend_lower_shared(struct frontend *frontend, const struct frontend_source *source,
                           struct ir_builder **ret_builder);

#endif
