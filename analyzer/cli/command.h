/* Private: the commands of the command line, a file each, and what they share. */
#ifndef STRANDED_CLI_COMMAND_H
#define STRANDED_CLI_COMMAND_H

/* What the process ends with; scripts, hooks and CI rely on the numbers. A run that is interrupted
 * ends by the signal that did it, after keeping what was done. */
enum exit_code {
    EXIT_CODE_CLEAN = 0,    /* nothing to act on */
    EXIT_CODE_FINDINGS = 1, /* findings at or above --fail-on */
    EXIT_CODE_USER = 2,     /* usage or input error */
    EXIT_CODE_INTERNAL = 3, /* internal failure */
};

/* Each gets its arguments with its own name in argv[0]. */
enum exit_code command_baseline(int argc, char **argv);
enum exit_code command_check(int argc, char **argv);
enum exit_code command_checks(int argc, char **argv);
enum exit_code command_dump_ir(int argc, char **argv);
enum exit_code command_explain(int argc, char **argv);
enum exit_code command_extract(int argc, char **argv);
enum exit_code command_graph(int argc, char **argv);
enum exit_code command_history(int argc, char **argv);
enum exit_code command_hook(int argc, char **argv);
enum exit_code command_lsp(int argc, char **argv);
enum exit_code command_merge(int argc, char **argv);
enum exit_code command_models(int argc, char **argv);
enum exit_code command_report(int argc, char **argv);
enum exit_code command_stats(int argc, char **argv);
enum exit_code command_suppress(int argc, char **argv);

#endif
