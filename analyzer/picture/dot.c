/* Threads are rounded, channels have corners; what a check found broken is red. */
#include "picture/picture.h"

#include <string.h>

static const struct {
    const char *shape, *fill, *word;
} looks[] = {
    [PICTURE_MAIN] = {"box, style=\"rounded,filled\", penwidth=2", "#dbe9f6", "main"},
    [PICTURE_THREAD] = {"box, style=\"rounded,filled\"", "#dbe9f6", "thread"},
    [PICTURE_HANDLER] = {"box, style=\"rounded,filled,dashed\"", "#eef4fa", "handler"},
    [PICTURE_OUTSIDE] = {"box, style=\"rounded,filled,dashed\"", "#ffffff", "callers"},
    [PICTURE_QUEUE] = {"cds, style=filled", "#fdf0d5", "queue"},
    [PICTURE_CONDITION] = {"diamond, style=filled", "#f3e8fb", "condition"},
    [PICTURE_PIPE] = {"cds, style=filled", "#e3f3e3", "pipe"},
    [PICTURE_COUNTER] = {"octagon, style=filled", "#f3e8fb", "semaphore"},
};

static const struct {
    const char *word, *style;
} arrow_looks[] = {
    [PICTURE_SPAWNS] = {"starts", "style=bold"},
    [PICTURE_JOINS] = {"joins", "style=dashed, arrowhead=tee"},
    [PICTURE_SENDS] = {"sends", "style=solid"},
    [PICTURE_RECEIVES] = {"receives", "style=solid"},
    [PICTURE_CLOSES] = {"closes", "style=dotted"},
};

/* The text as a quoted string of DOT, without its quotes. */
static const char *escaped(const char *text, struct arena *arena)
{
    size_t size = strlen(text);
    char *copy = ARENA_ARRAY(arena, char, 2 * size + 1);
    size_t n = 0;

    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\')
            copy[n++] = '\\';
        copy[n++] = text[i];
    }
    copy[n] = '\0';
    return copy;
}

VECTOR_TYPE(dot_text, char);

static void append(struct dot_text *text, const char *part)
{
    for (; *part; part++)
        vector_push(text, *part);
}

static void append_node(struct dot_text *text, const struct picture_node *node, uint32_t number,
                        struct arena *arena)
{
    append(text, arena_printf(arena, "  n%u [shape=%s, fillcolor=\"%s\", label=\"%s\\n%s %s\"];\n",
                              number, looks[node->kind].shape, looks[node->kind].fill,
                              escaped(node->name, arena), looks[node->kind].word,
                              escaped(node->where, arena)));
}

static void append_arrow(struct dot_text *text, const struct picture_arrow *arrow,
                         struct arena *arena)
{
    const char *label = arrow_looks[arrow->kind].word;

    if (*arrow->label)
        label = arena_printf(arena, "%s\\n%s", label, escaped(arrow->label, arena));
    if (arrow->broken)
        label = arena_printf(arena, "%s\\n%s", label, escaped(arrow->broken, arena));
    append(text,
           arena_printf(arena, "  n%u -> n%u [%s, label=\"%s\"%s];\n", arrow->from, arrow->to,
                        arrow_looks[arrow->kind].style, label,
                        arrow->broken ? ", color=\"#c0182b\", fontcolor=\"#c0182b\", penwidth=2.5"
                                      : ""));
}

const char *picture_dot(const struct picture *picture, const char *title, struct arena *arena)
{
    struct dot_text text = {0};

    append(&text, arena_printf(arena, "digraph \"%s\" {\n", escaped(title, arena)));
    append(&text, "  rankdir=LR;\n  nodesep=0.35;\n  ranksep=0.9;\n"
                  "  node [fontname=\"Helvetica\", fontsize=11, color=\"#44546a\"];\n"
                  "  edge [fontname=\"Helvetica\", fontsize=9, color=\"#44546a\"];\n");
    append(&text, arena_printf(arena, "  label=\"%s\"; labelloc=t; fontname=\"Helvetica\";\n",
                               escaped(title, arena)));
    for (uint32_t i = 0; i < picture->nodes.count; i++)
        append_node(&text, &picture->nodes.items[i], i, arena);
    for (uint32_t i = 0; i < picture->arrows.count; i++)
        append_arrow(&text, &picture->arrows.items[i], arena);
    append(&text, "}\n");
    vector_push(&text, '\0');
    const char *result = arena_copy(arena, text.items, text.count);
    vector_deinit(&text);
    return result;
}
