/* The command line: which command, and what it ends with. */
#include "base/memory.h"
#include "cli/command.h"
#include "cli/message.h"
#include "cli/output.h"

#include <glib.h>

#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct command {
    const char *name;
    const char *arguments; /* for the help */
    const char *summary;   /* NULL = not there yet; left out of the help */
    enum exit_code (*run)(int argc, char **argv);
};

static const struct command commands[] = {
    {"check", "[FILE]...", "analyse a project and report", command_check},
    {"report", "", "show the findings of the last run again", command_report},
    {"explain", "CHECK|FINGERPRINT", "what a check looks for; all about one finding",
     command_explain},
    {"suppress", "FINGERPRINT", "be silent about a finding from now on, for a reason",
     command_suppress},
    {"baseline", "add|update", "accept findings in a file that is committed", command_baseline},
    {"history", "FINGERPRINT", "when a finding came, went and came back", command_history},
    {"stats", "", "open findings over the runs, as text, JSON or a plot", command_stats},
    {"extract", "", "parse only, all or a part of the files", command_extract},
    {"merge", "STORE...", "bring stores of several machines together", command_merge},
    {"checks", "", "list the checks", command_checks},
    {"models", "", "list the library functions whose effects are known", command_models},
    {"graph", "", "draw the program's threads and channels", command_graph},
    {"dump-ir", "FILE [FUNCTION]", "print what is understood of a file", command_dump_ir},
    {"hook", "install|remove|run", "judge each commit before it is made", command_hook},
    {"lsp", "", "serve an editor: the Language Server Protocol", command_lsp},
};

enum { SYNOPSIS_COLUMN = 28 };

static enum exit_code print_help(void)
{
    g_autoptr(GString) text =
        g_string_new("stranded finds what a C program starts and never ends.\n\n");

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *synopsis =
            g_strdup_printf("%s %s", commands[i].name, commands[i].arguments);

        if (commands[i].summary)
            g_string_append_printf(text, "  stranded %-*s %s\n", SYNOPSIS_COLUMN, synopsis,
                                   commands[i].summary);
    }
    g_string_append(text, "\nstranded COMMAND --help tells a command's options; stranded --version "
                          "the version.\n"
                          "Exit codes: 0 nothing to act on, 1 findings, 2 usage or input error, "
                          "3 internal failure.\n");
    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

static enum exit_code print_version(void)
{
    g_autoptr(GString) text = g_string_new("stranded " STRANDED_VERSION "\n");

    return write_output(NULL, text) ? EXIT_CODE_CLEAN : EXIT_CODE_USER;
}

/* Writes `-j4` as `-j 4`, which GLib wants; the options of one letter all take a value. The texts that
 * this makes are added to `owned`. Ends with NULL; freed with g_free(), since GLib takes out what it
 * has read. */
static char **split_short_options(int argc, char **argv, GPtrArray *owned, int *ret_argc)
{
    char **split = g_new0(char *, (gsize)argc * 2 + 1);
    bool is_over = false;
    int count = 0;

    for (int i = 0; i < argc; i++) {
        bool is_joined = argv[i][0] == '-' && argv[i][1] && strchr("jop", argv[i][1]) && argv[i][2];

        is_over = is_over || strcmp(argv[i], "--") == 0;
        if (is_joined && !is_over) {
            split[count] = g_strndup(argv[i], 2);
            g_ptr_array_add(owned, split[count++]);
            split[count++] = argv[i] + 2;
        } else {
            split[count++] = argv[i];
        }
    }
    *ret_argc = count;
    return split;
}

static enum exit_code run_command(int argc, char **argv)
{
    g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func(g_free);
    g_autofree char **split = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        const struct command *command = &commands[i];

        if (strcmp(command->name, argv[1]) != 0)
            continue;
        if (!command->run) {
            print_message("%s: not there yet in this version", command->name);
            return EXIT_CODE_USER;
        }
        g_autofree char *name = g_strdup_printf("stranded %s", command->name);
        g_set_prgname(name);
        split = split_short_options(argc - 1, argv + 1, owned, &argc);
        return command->run(argc, split);
    }
    print_message("'%s' is no command: stranded --help lists them", argv[1]);
    return EXIT_CODE_USER;
}

int main(int argc, char **argv)
{
    memory_take_large_pieces();
    /* There is no other thread yet. NOLINTBEGIN(concurrency-mt-unsafe) */
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* reports are the same everywhere */
    /* NOLINTEND(concurrency-mt-unsafe) */
    signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes is an error like a full disk */
    if (argc < 2) {
        print_message("a command is missing: stranded --help lists them");
        return EXIT_CODE_USER;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return (int)print_help();
    if (strcmp(argv[1], "--version") == 0)
        return (int)print_version();
    return (int)run_command(argc, argv);
}
