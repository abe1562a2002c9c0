/* stranded graph: the program's threads and channels as a picture. */
#include "cli/command.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/output.h"
#include "engine/engine.h"

#include <glib.h>
#include <glib/gstdio.h>

#include <stdbool.h>
#include <stddef.h>

/* Lets Graphviz draw the graph in that file. */
static bool run_dot(const char *program, const char *file, GString *text)
{
    char *arguments[] = {g_strdup(program), g_strdup("-Tsvg"), g_strdup(file), NULL};
    g_autofree char *svg = NULL;
    g_autofree char *complaint = NULL;
    g_autoptr(GError) error = NULL;
    int status;
    bool is_drawn = g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &svg,
                                 &complaint, &status, &error) &&
                    g_spawn_check_wait_status(status, &error);

    if (is_drawn)
        g_string_assign(text, svg);
    else
        print_message("%s: %s", program, error->message);
    for (size_t i = 0; arguments[i]; i++)
        g_free(arguments[i]);
    return is_drawn;
}

/* Makes SVG of the graph, where Graphviz is installed. False after a message. */
static bool draw_svg(GString *text)
{
    g_autofree char *program = g_find_program_in_path("dot");
    g_autofree char *file = NULL;
    g_autoptr(GError) error = NULL;

    if (!program) {
        print_message("--svg needs Graphviz: install its package graphviz, or leave --svg out");
        return false;
    }
    int fd = g_file_open_tmp("stranded-XXXXXX.dot", &file, &error);
    if (fd < 0 || !g_close(fd, &error) ||
        !g_file_set_contents(file, text->str, (gssize)text->len, &error)) {
        print_message("%s", error->message);
        return false;
    }
    bool is_drawn = run_dot(program, file, text);
    g_unlink(file);
    return is_drawn;
}

static enum exit_code draw(const struct engine_place *place, const char *file, bool as_svg)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    struct engine_request request = {.place = *place, .cancel_fd = -1};

    if (!engine_draw(&request, text, &error))
        return report_failure(error);
    if (as_svg && !draw_svg(text))
        return EXIT_CODE_USER;
    return write_output(file, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

enum exit_code command_graph(int argc, char **argv)
{
    GOptionContext *context = g_option_context_new(NULL);
    struct place_options options = {0};
    g_autofree char *output = NULL;
    enum exit_code code = EXIT_CODE_USER;
    gboolean svg = FALSE;
    const GOptionEntry entries[] = {
        {"svg", 0, 0, G_OPTION_ARG_NONE, &svg, "let Graphviz draw it, where it is installed", NULL},
        {"output", 'o', G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &output, NULL, NULL},
        G_OPTION_ENTRY_NULL,
    };

    g_option_context_set_summary(
        context, "Prints the program's threads and channels as a graph for Graphviz (DOT): who "
                 "starts and joins\nwhom, who sends to and receives from which channel. What the "
                 "checks find broken is red.\n\n"
                 "  -p DIR|FILE                   the project\n"
                 "  -o FILE                       write there instead of to standard output");
    add_place_options(context, &options);
    g_option_context_add_main_entries(context, entries, NULL);
    if (parse_options(context, "graph", &argc, &argv)) {
        struct engine_place place = place_of(&options);

        if (argc != 1)
            report_usage("graph", "graph takes no arguments");
        else
            code = draw(&place, output, svg);
    }
    place_options_deinit(&options);
    return code;
}
