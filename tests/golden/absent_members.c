// SHOW: errors
/* Types of a header that is not there: what is used of them shows what they are. */
#include "missing.h"

struct frame; /* opaque as far as the tree goes, and with members in what is missing */

struct player {
    decoder_t *decoder;
    object_t parent;
    struct codec codec;
    frame *shown; /* a typedef of the struct's name that the missing header has */
};

int through_pointers(struct player *player)
{
    player->decoder->width = 3;
    player->decoder->owner->next->length = 4;
    return player->decoder->data[2] + player->parent.kind;
}

int parts(struct player *player, const decoder_t *other)
{
    player->codec.on_end(player);
    return other->range.first + player->shown->height;
}

int handle(void)
{
    handle_t at = open_one();
    if (!at)
        return 1;
    return at->size;
}

#define LAST(list) ((list)->tail)

int inside_a_macro(list_t *list)
{
    return LAST(list) == 0;
}

static int read_some(int n)
{
    return n;
}

struct operations operations = {.read = read_some, .flags = 1};
operations_t others[] = {{.open = read_some}};

/* What is used as a constant is one, also behind a macro; what is pieced together of texts is a text. */
const int kinds[] = {KIND_FIRST, KIND_SECOND};

int constants(int kind)
{
    switch (kind) {
    case KIND_SECOND:
        return 1;
    case FOUR_LETTERS('a', 'b', 'c', 'd'):
        return 2;
    case FOUR_LETTERS('e', 'f', 'g', 'h'):
        return 3;
    }
    return 0;
}

#define USER_AGENT "agent/" AGENT_VERSION

const char *texts(void)
{
    const char *folder = FOLDER "/agent";
    say(USER_AGENT);
    return folder;
}

int results(struct player *player)
{
    return GET_LIST(player)->length + everything.best->kind;
}

int typed(int kind)
{
    reply_t reply = ask(kind), nothing = NO_REPLY;
    reply.length = 1;
    nothing.length = 2;
    reply = ask_again(reply.length);
    return reply.length + nothing.length;
}

static const char *const words[] = {[WORD_FIRST] = "first", [WORD_SECOND] = "second"};

void into_array(struct player *player)
{
    player->decoder->data[2] = 1;
}

int behind_a_keyword(struct player *player)
{
    return (player->decoder->owner)->kind + player->decoder->width;
}

static int on_read(int fd);

/* What is absent, and never changes. */
const struct absent_events events = {
    .on_read = on_read,
    .on_close = 0,
};

int with_events(void)
{
    return register_events(&events);
}
