/* How often control reaches a function, in words and by its source, for each kind of root and of loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/vector.h"
#include "engine/models.h"
#include "frontend/frontend.h"
#include "ir/builder.h"
#include "ir/codec.h"
#include "program/graph.h"
#include "program/program.h"

VECTOR_TYPE(inputs, struct program_input);

/* One program with a function for each kind; what is asked for is how often `made` comes to each. */
static const char source[] =
    "#include <stddef.h>\n"
    "typedef unsigned long pthread_t;\n"
    "struct handlers;\n"
    "int accept(int, void *, void *);\n"
    "int poll(void *, unsigned long, int);\n"
    "long read(int, void *, size_t);\n"
    "char *fgets(char *, int, void *);\n"
    "int sem_wait(void *);\n"
    "int FCGX_Accept_r(void *);\n"
    "long mq_receive(int, char *, size_t, unsigned *);\n"
    "int pthread_create(pthread_t *, const void *, void *(*)(void *), void *);\n"
    "void (*signal(int, void (*)(int)))(int);\n"
    "unsigned g_timeout_add(unsigned, int (*)(void *), void *);\n"
    "unsigned g_idle_add(int (*)(void *), void *);\n"
    "void *evconnlistener_new(void *, void (*)(void *), void *, unsigned, int, int);\n"
    "void soup_server_add_handler(void *, const char *, void (*)(void *), void *, void *);\n"
    "void *mg_mqtt_listen(void *, const char *, void (*)(void *), void *);\n"
    "int pthread_once(int *, void (*)(void));\n"
    "void hand_over(void (*)(void));\n"
    "volatile int seen, stop, n;\n"
    "struct item { struct item *next; };\n"
    "struct item *items, *next_item(struct item *);\n"
    "static void once(void) { seen++; }\n"
    "static void four_times(void) { seen++; }\n"
    "static void each_item(void) { seen++; }\n"
    "static void counted_waits(void) { seen++; }\n"
    "static void accepted(void) { seen++; }\n"
    "static void polled(void) { seen++; }\n"
    "static void line_of_file(void) { seen++; }\n"
    "static void waited(void) { seen++; }\n"
    "static void requested(void) { seen++; }\n"
    "static void received(void) { seen++; }\n"
    "static void endless(void) { seen++; }\n"
    "static void open_loop(void) { seen++; }\n"
    "static void started_behind_flag(void) { seen++; }\n"
    "static void *connection(void *p) { seen++; return p; }\n"
    "static void on_signal(int number) { seen += number; }\n"
    "static int on_timer(void *p) { seen++; return p != NULL; }\n"
    "static int on_idle(void *p) { seen++; return p != NULL; }\n"
    "static void on_accept(void *p) { seen++; }\n"
    "static void on_request(void *p) { seen++; }\n"
    "static void on_message(void *p) { seen++; }\n"
    "static void on_once(void) { seen++; }\n"
    "static void given(void) { seen++; }\n"
    "static int wrapper(int fd) { return fd < 0 ? -1 : accept(fd, NULL, NULL); }\n"
    "static void serve(int fd)\n"
    "{\n"
    "    while (!stop) {\n"
    "        pthread_t t;\n"
    "        if (wrapper(fd) < 0) continue;\n"
    "        accepted();\n"
    "        pthread_create(&t, NULL, connection, NULL);\n"
    "    }\n"
    "}\n"
    "static void *worker(void *p)\n"
    "{\n"
    "    for (;;) { sem_wait(p); waited(); }\n"
    "}\n"
    "static void start(void *p)\n"
    "{\n"
    "    static int started;\n"
    "    pthread_t t;\n"
    "    if (started) return;\n"
    "    started = 1;\n"
    "    pthread_create(&t, NULL, worker, p);\n"
    "    started_behind_flag();\n"
    "}\n"
    "static void files(void *stream)\n"
    "{\n"
    "    char line[80];\n"
    "    while (fgets(line, 80, stream)) line_of_file();\n"
    "}\n"
    "static void loops(int fd, void *p, char *text)\n"
    "{\n"
    "    for (int i = 0; i < 4; i++) four_times();\n"
    "    for (struct item *i = items; i; i = i->next) { poll(p, 1, 5); each_item(); }\n"
    "    for (int i = 0; i < n; i++) { poll(p, 1, 5); counted_waits(); }\n"
    "    for (;;) { if (*text++ == 0) break; open_loop(); }\n"
    "    while (!stop) { poll(p, 1, -1); polled(); }\n"
    "    while (FCGX_Accept_r(p) == 0) requested();\n"
    "    while (mq_receive(fd, text, 8, NULL) > 0) received();\n"
    "}\n"
    "static void *spin(void *p) { for (;;) endless(); }\n"
    "int main(int argc, char **argv)\n"
    "{\n"
    "    static int control;\n"
    "    pthread_t t;\n"
    "    once();\n"
    "    start(argv);\n"
    "    signal(1, on_signal);\n"
    "    g_timeout_add(5, on_timer, NULL);\n"
    "    g_idle_add(on_idle, NULL);\n"
    "    evconnlistener_new(argv, on_accept, NULL, 0, 1, argc);\n"
    "    soup_server_add_handler(argv, \"/\", on_request, NULL, NULL);\n"
    "    mg_mqtt_listen(argv, \"mqtt\", on_message, NULL);\n"
    "    pthread_once(&control, on_once);\n"
    "    hand_over(given);\n"
    "    pthread_create(&t, NULL, spin, NULL);\n"
    "    files(argv);\n"
    "    loops(argc, argv, argv[0]);\n"
    "    serve(argc);\n"
    "    return 0;\n"
    "}\n";

static const char library[] = "volatile int seen;\n"
                              "static void below(void) { seen++; }\n"
                              "void asked(void) { below(); }\n";

static const struct expected {
    const char *name;
    enum often often;
    enum event_source source;
    const char *words;
} of_program[] = {
    {"once", OFTEN_ONCE, SOURCE_NONE, "once"},
    {"started_behind_flag", OFTEN_ONCE, SOURCE_NONE, "once"},
    {"on_once", OFTEN_ONCE, SOURCE_NONE, "once"},
    {"four_times", OFTEN_BOUNDED, SOURCE_NONE, "4 times"},
    {"each_item", OFTEN_BOUNDED, SOURCE_NONE, "several times, in a loop"},
    {"counted_waits", OFTEN_BOUNDED, SOURCE_NONE, "several times, in a loop"},
    {"open_loop", OFTEN_PER_EVENT, SOURCE_OPEN_LOOP, "per round of the loop in loops()"},
    {"line_of_file", OFTEN_PER_EVENT, SOURCE_READ_LOOP, "per round of the loop in files()"},
    {"endless", OFTEN_PER_EVENT, SOURCE_ENDLESS_LOOP, "per round of the loop in spin()"},
    {"polled", OFTEN_PER_EVENT, SOURCE_EVENT_LOOP, "per round of the loop in loops()"},
    {"waited", OFTEN_PER_EVENT, SOURCE_MESSAGE_LOOP, "per round of the loop in worker()"},
    {"accepted", OFTEN_PER_EVENT, SOURCE_ACCEPT_LOOP, "per connection in serve()"},
    {"connection", OFTEN_PER_EVENT, SOURCE_CONNECTION, "per connection in serve()"},
    {"requested", OFTEN_PER_EVENT, SOURCE_REQUEST, "per request in loops()"},
    {"received", OFTEN_PER_EVENT, SOURCE_MESSAGE, "per message in loops()"},
    {"on_accept", OFTEN_PER_EVENT, SOURCE_CONNECTION, "per connection in on_accept()"},
    {"on_request", OFTEN_PER_EVENT, SOURCE_REQUEST, "per request in on_request()"},
    {"on_message", OFTEN_PER_EVENT, SOURCE_MESSAGE, "per message in on_message()"},
    {"on_idle", OFTEN_PER_EVENT, SOURCE_EVENT, "per event in on_idle()"},
    {"on_timer", OFTEN_PER_EVENT, SOURCE_TIMER, "per timer in on_timer()"},
    {"on_signal", OFTEN_PER_EVENT, SOURCE_UNIX_SIGNAL, "per signal in on_signal()"},
    {"given", OFTEN_PER_EVENT, SOURCE_CALLBACK, "per event in given()"},
};

static const struct expected of_library[] = {
    {"asked", OFTEN_PER_EVENT, SOURCE_PUBLIC, "per call of asked()"},
    {"below", OFTEN_PER_EVENT, SOURCE_PUBLIC, "per call of asked()"},
};

struct fixture {
    struct frontend *frontend;
    struct ir_builder *builder;
    struct ir_unit unit;
    struct inputs inputs;
    struct arena *arena;
    struct program *program;
};

static int open_fixture(void **state)
{
    static struct fixture fixture;
    const char *reason;

    fixture = (struct fixture){.arena = arena_new()};
    assert_int_equal(frontend_open(&fixture.frontend, &reason), FRONTEND_OK);
    *state = &fixture;
    return 0;
}

static int close_fixture(void **state)
{
    struct fixture *fixture = *state;

    program_free(fixture->program);
    vector_deinit(&fixture->inputs);
    ir_builder_free(fixture->builder);
    frontend_close(fixture->frontend);
    arena_free(fixture->arena);
    return 0;
}

static void solve(struct fixture *fixture, const char *text)
{
    static const char *const flags[] = {"clang", "-w", NULL};
    struct frontend_source given = {.file = "/main.c",
                                    .directory = "/",
                                    .arguments = flags,
                                    .contents = text,
                                    .contents_size = strlen(text)};
    const char *reason;

    assert_int_equal(frontend_lower(fixture->frontend, &given, &fixture->builder, &reason),
                     FRONTEND_OK);
    ir_builder_unit(fixture->builder, &fixture->unit);
    vector_push(&fixture->inputs, (struct program_input){&fixture->unit, "main.c", PROGRAM_SOURCE});
    for (const struct embedded_model *model = embedded_models; model->name; model++) {
        struct ir_unit *unit = ARENA_NEW(fixture->arena, struct ir_unit);
        assert_true(ir_decode(model->ir, model->size, unit, &reason));
        vector_push(&fixture->inputs, (struct program_input){unit, model->name, PROGRAM_MODEL});
    }
    fixture->program =
        program_new(fixture->inputs.items, fixture->inputs.count, NULL, NULL, fixture->arena);
}

static void assert_reached(const struct program *program, const struct expected *expected)
{
    for (uint32_t i = 1; i < program->n_fns; i++) {
        if (program->fns[i].is_model || strcmp(program->fns[i].name, expected->name) != 0)
            continue;
        struct multiplicity often = contexts_multiplicity(program, i, 1);
        bool steady = often.often == OFTEN_PER_EVENT && expected->source >= SOURCE_ENDLESS_LOOP;
        assert_string_equal(often.words, expected->words);
        assert_int_equal(often.often, expected->often);
        assert_int_equal(often.source, expected->source);
        assert_int_equal(multiplicity_is_steady(&often), steady);
        return;
    }
    fail_msg("no function %s()", expected->name);
}

static void test_program(void **state)
{
    struct fixture *fixture = *state;

    solve(fixture, source);
    for (size_t i = 0; i < sizeof(of_program) / sizeof(of_program[0]); i++)
        assert_reached(fixture->program, &of_program[i]);
}

static void test_library(void **state)
{
    struct fixture *fixture = *state;

    solve(fixture, library);
    for (size_t i = 0; i < sizeof(of_library) / sizeof(of_library[0]); i++)
        assert_reached(fixture->program, &of_library[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_program, open_fixture, close_fixture),
        cmocka_unit_test_setup_teardown(test_library, open_fixture, close_fixture),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
