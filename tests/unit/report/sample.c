#include "sample.h"

#include <glib/gstdio.h>
#include <string.h>

char *sample_root_new(void)
{
    GError *error = NULL;
    char *root = g_dir_make_tmp("stranded-report-XXXXXX", &error);

    g_assert_no_error(error);
    return root;
}

void sample_root_free(char *root)
{
    g_autoptr(GDir) folder = g_dir_open(root, 0, NULL);
    const char *name;

    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(root, name, NULL);
        g_remove(path);
    }
    g_rmdir(root);
    g_free(root);
}

void sample_add_source(const char *root, const char *name, const char *content, size_t size)
{
    g_autofree char *path = g_build_filename(root, name, NULL);
    GError *error = NULL;

    g_file_set_contents(path, content, (gssize)size, &error);
    g_assert_no_error(error);
}

struct run sample_run(const char *root)
{
    struct run run = {
        .id = 7,
        .revision = "2b1f0c9",
        .root = root,
        .units = 151,
        .units_reused = 150,
        .functions = 1204,
        .functions_solved = 37,
        .seconds = 1.25,
    };
    return run;
}

const char sample_source[] = "void serve_client(struct client *client)\n"
                             "{\n"
                             "    int rc;\n"
                             "    rc = pthread_create(&client->keepalive, NULL, ping, client);\n"
                             "    if (rc == 0)\n"
                             "        answer(client);\n"
                             "}\n";

static const struct finding_step sample_trace[] = {
    {"main.c", 20, 9, "main() calls serve_client() for every connection"},
    {"src.c", 4, 10, "thread created here"},
    {"src.c", 7, 1, "its handle is lost here"},
};

struct finding sample_finding(void)
{
    struct finding finding = {
        .check = "thread-not-joined",
        .file = "src.c",
        .line = 4,
        .column = 10,
        .function = "serve_client",
        .object = "client.keepalive",
        .anchor = "pthread_create(&client->keepalive, NULL, ping, client)",
        .severity = SEVERITY_HIGH,
        .confidence = CONFIDENCE_HIGH,
        .message = "thread 'ping' is never joined or detached",
        .often = OFTEN_PER_EVENT,
        .multiplicity = "per call of serve_client()",
        .trace = sample_trace,
        .n_trace = G_N_ELEMENTS(sample_trace),
        .mend = "join it before its handle is lost, or create it detached",
        .fingerprint = "1:00c0ffee00c0ffee",
        .state = STATE_NEW,
    };
    return finding;
}

char *sample_report(const char *format, const struct run *run, struct finding *findings,
                    size_t n_findings, const struct report_options *options)
{
    struct finding_list list = {findings, n_findings};
    GString *out = g_string_new(NULL);
    GError *error = NULL;

    if (!report_write(format, run, list, options, out, &error))
        g_error("%s", error->message);
    return g_string_free(out, FALSE);
}
