"""No compilation database: what is found though nothing was configured, and what then must not be
said."""
import textwrap

import harness


class Guessing(harness.Case):
    def messages(self, **files):
        """What is found in the files, as (file, function)."""
        for name, text in files.items():
            self.write(name.replace("_", "."), textwrap.dedent(text))
        run = self.check("--sources", ".", "--format", "json")
        self.assertIn(run.returncode, (0, 1), run.stderr)
        return [(finding["file"], finding["function"])
                for finding in harness.json.loads(run.stdout)["findings"]]

    def test_installed_where_only_its_package_tells(self):
        """GLib's headers are in two folders that no compiler searches. We are built with it."""
        self.assertEqual(self.messages(a_c="""\
            #include <glib.h>
            static gpointer work(gpointer data) { return data; }
            void start(void) { GThread *t = g_thread_new("worker", work, NULL); (void)t; }
            """), [("a.c", "start")])

    def test_switches_of_a_configure_script(self):
        self.assertEqual(self.messages(
            a_c="""\
            #ifdef HAVE_CONFIG_H
            #include "config.h"
            #endif
            #include "a.h"
            #if defined(HAVE_LIBPTHREAD) && !defined(_WIN32)
            static void *work(void *data) { return data; }
            void start(void) { pthread_t t; pthread_create(&t, NULL, work, NULL); }
            #endif
            """,
            a_h="""\
            #if HAVE_PTHREAD_H
            #include <pthread.h>
            #endif
            """), [("a.c", "start")])

    def test_header_that_a_build_makes(self):
        """Its template is what it says, but for the values that a build puts in."""
        self.write("include/crew.h.in", textwrap.dedent("""\
            #include <pthread.h>
            #define CREW_VERSION "@VERSION@"
            struct crew { pthread_t thread; };
            """))
        self.assertEqual(self.messages(
            a_c="""\
            #include "crew.h"
            static void *work(void *data) { return data; }
            void start(void) { struct crew crew; pthread_create(&crew.thread, 0, work, 0); }
            """), [("a.c", "start")])

    def test_definition_for_another_system(self):
        """What Windows would call is not understood here, and says nothing of what happens here."""
        self.assertEqual(self.messages(
            thread_h="""\
            #ifndef _WIN32
            #include <pthread.h>
            typedef pthread_t thread_id;
            #endif
            int thread_start(thread_id *thread, void *(*body)(void *));
            """,
            unix_c="""\
            #include "thread.h"
            int thread_start(thread_id *thread, void *(*body)(void *))
            {
                return pthread_create(thread, 0, body, 0);
            }
            """,
            windows_c="""\
            #include "thread.h"
            int thread_start(HANDLE *thread, void *(*body)(void *))
            {
                *thread = CreateThread(NULL, 0, body, NULL, 0, NULL);
                return *thread == NULL;
            }
            """,
            use_c="""\
            #include "thread.h"
            static void *work(void *data) { return data; }
            int use(void) { thread_id thread; return thread_start(&thread, work); }
            """), [("unix.c", "thread_start")])

    def test_switched_on_in_all_units(self):
        """Who stops the thread stands behind the same macro as its start, in another unit."""
        self.assertEqual(self.messages(
            a_c="""\
            #include <pthread.h>
            #include <stdbool.h>
            #include <unistd.h>
            static volatile bool running = true;
            #ifdef SOUND
            static pthread_t thread;
            static void *play(void *data) { while (running) usleep(1000); return data; }
            #endif
            void sound_init(void)
            {
            #ifdef SOUND
                if (pthread_create(&thread, NULL, play, NULL) == 0)
                    pthread_detach(thread);
            #endif
            }
            void sound_end(void) { running = false; }
            """,
            main_c="""\
            void sound_init(void);
            void sound_end(void);
            int main(void)
            {
                sound_init();
            #ifdef SOUND
                sound_end();
            #endif
                return 0;
            }
            """), [])

    def test_caller_behind_unknown_macro(self):
        """Nobody in sight calls the starter in a program with a main: how often is not known. In a library,
        others may call it again and again."""
        starter = """\
            #include <pthread.h>
            static pthread_t thread;
            static void *serve(void *data) { return data; }
            int admin_init(void) { return pthread_create(&thread, NULL, serve, NULL); }
            """
        main = """\
            int admin_init(void);
            int log_line(const char *line);
            int main(void)
            {
            #ifdef REMOTE_ADMIN
                admin_init();
            #endif
                return log_line("up");
            }
            """
        log = "int log_line(const char *line) { return *line != 0; }\n"
        self.write("admin.c", textwrap.dedent(starter) + log)
        for name, text, severity in (("other.c", "", "high"), ("main.c", main, "medium")):
            self.write(name, textwrap.dedent(text) or "int other;\n")
            run = self.check("--sources", ".", "--format", "json")
            self.assertEqual([finding["severity"] for finding in
                              harness.json.loads(run.stdout)["findings"]], [severity])

    def test_what_the_project_decides_holds(self):
        self.assertEqual(self.messages(
            a_c="""\
            #include "config.h"
            #include <pthread.h>
            #if ENABLE_THREADS
            static void *work(void *data) { return data; }
            void start(void) { pthread_t t; pthread_create(&t, NULL, work, NULL); }
            #endif
            int x;
            """,
            config_h="/* #undef ENABLE_THREADS */\n"), [])

    def test_headers_of_the_tree_are_its_own(self):
        """Its own <lib/lib.h> is no system's, whose functions would be what a model says of them."""
        self.write("include/nng/nng.h", textwrap.dedent("""\
            typedef struct nng_socket_s { unsigned id; } nng_socket;
            int nng_pair1_open(nng_socket *socket);
            int nng_socket_close(nng_socket socket);
            """))
        self.assertEqual(self.messages(
            open_c="""\
            #include <nng/nng.h>
            static unsigned opened;
            int nng_pair1_open(nng_socket *socket) { socket->id = ++opened; return 0; }
            int nng_socket_close(nng_socket socket) { return socket.id ? 0 : -1; }
            """,
            use_c="""\
            #include <nng/nng.h>
            int use(void)
            {
                nng_socket socket;
                return nng_pair1_open(&socket) ? -1 : nng_socket_close(socket);
            }
            """), [])

    def test_kept_where_nothing_is_understood(self):
        """A function that writes into a struct which only other macros define may keep what it gets."""
        self.assertEqual(self.messages(
            poller_h="struct poller; void poller_add(struct poller *poller, int fd);\n",
            poller_c="""\
            #include "poller.h"
            void poller_add(struct poller *poller, int fd) { poller->fd = fd; }
            """,
            dial_c="""\
            #include <sys/socket.h>
            #include <unistd.h>
            #include "poller.h"
            struct dialer { struct poller *poller; int is_up; };
            static void up(struct dialer *dialer, int fd)
            {
                dialer->is_up = 1;
                poller_add(dialer->poller, fd);
            }
            static void lost(struct dialer *dialer, int fd) { dialer->is_up = fd >= 0; }
            int dial(struct dialer *dialer, const struct sockaddr *to, socklen_t size)
            {
                int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                if (fd < 0)
                    return -1;
                up(dialer, fd);
                return connect(fd, to, size);
            }
            int dial_and_lose(struct dialer *dialer, const struct sockaddr *to, socklen_t size)
            {
                int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
                if (fd < 0)
                    return -1;
                lost(dialer, fd);
                return connect(fd, to, size);
            }
            """), [("dial.c", "dial_and_lose")])

    def test_constants_of_absent_headers(self):
        """What a library's result is compared with has the value that it has in every such header."""
        self.assertEqual(self.messages(
            ask_c="""\
            #include <absent/ldap.h>
            typedef struct ldap LDAP;
            int ldap_initialize(LDAP **ret, const char *url);
            int ldap_get_option(LDAP *ldap, int option, void *value);
            int ldap_unbind(LDAP *ldap);
            static int is_up(LDAP **ret)
            {
                int r = ldap_initialize(ret, "ldap://directory");
                return r == LDAP_SUCCESS;
            }
            int option_of(int option, void *value)
            {
                LDAP *ldap;
                if (!is_up(&ldap))
                    return -1;
                int r = ldap_get_option(ldap, option, value);
                ldap_unbind(ldap);
                return r == LDAP_SUCCESS ? 0 : -1;
            }
            int option_of_and_lose(int option, void *value)
            {
                LDAP *ldap;
                if (!is_up(&ldap))
                    return -1;
                int r = ldap_get_option(ldap, option, value);
                if (r != LDAP_SUCCESS)
                    return -1;
                ldap_unbind(ldap);
                return 0;
            }
            """), [("ask.c", "option_of_and_lose")])

    def test_a_macro_of_an_absent_header_tells_what_became_of_a_call(self):
        self.assertEqual(self.messages(
            connect_c="""\
            #include <absent/sql.h>
            int connect_to(SQLHENV env, SQLCHAR *name)
            {
                SQLHDBC dbc;
                SQLRETURN ret = SQLAllocHandle(SQL_HANDLE_DBC, env, &dbc);
                if (!SQL_SUCCEEDED(ret))
                    return -1;
                ret = SQLConnect(dbc, name, SQL_NTS, 0, 0, 0, 0);
                SQLFreeHandle(SQL_HANDLE_DBC, dbc);
                return SQL_SUCCEEDED(ret) ? 0 : -1;
            }
            int connect_and_lose(SQLHENV env, SQLCHAR *name)
            {
                SQLHDBC dbc;
                SQLRETURN ret = SQLAllocHandle(SQL_HANDLE_DBC, env, &dbc);
                if (!SQL_SUCCEEDED(ret))
                    return -1;
                ret = SQLConnect(dbc, name, SQL_NTS, 0, 0, 0, 0);
                if (!SQL_SUCCEEDED(ret))
                    return -1;
                SQLFreeHandle(SQL_HANDLE_DBC, dbc);
                return 0;
            }
            int execute(SQLHDBC dbc, SQLCHAR *query)
            {
                SQLHSTMT stmt;
                SQLRETURN ret = SQLAllocHandle(SQL_HANDLE_STMT, dbc, &stmt);
                if (!SQL_SUCCEEDED(ret))
                    return -1;
                return SQL_SUCCEEDED(SQLExecDirect(stmt, query, SQL_NTS)) ? 0 : -1;
            }
            """), [("connect.c", "connect_and_lose")])

    def test_a_statement_that_the_parser_loses_may_leave(self):
        fail = "#define FAIL(...) do { return NAMED(OTHER WORDS, __VA_ARGS__); } while (0)\n"
        send = """\
#include <sys/socket.h>
#include <unistd.h>
int ask(int port)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    if (listen(fd, port) != 0) {
        close(fd);
        GIVE_UP
    }
    close(fd);
    return 0;
}
"""
        for give_up, expected in (("FAIL(port);", []), (";", [("ask.c", "ask")])):
            with self.subTest(give_up=give_up):
                self.assertEqual(self.messages(ask_c=fail + send.replace("GIVE_UP", give_up)),
                                 expected)

    ABSENT = """\
        #include <absent/absent.h>
        #include <pthread.h>
        struct worker { AbsentObject parent; struct absent_timer timer; pthread_t thread; };
        static void *work(void *data)
        {
            AbsentObject *object = absent_object_get(ABSENT_KIND);
            return object ? data : NULL;
        }
        """

    def test_a_header_that_is_absent_costs_only_what_it_declares(self):
        self.assertEqual(self.messages(a_c=textwrap.dedent(self.ABSENT) + """\
int start(AbsentObject *object)
{
    pthread_t thread;
    absent_state state = absent_open(object, ABSENT_READ);
    if (pthread_create(&thread, ABSENT_ATTRIBUTES, work, object->data) != 0)
        return ABSENT_ERROR;
    return ABSENT_OK;
}
"""), [("a.c", "start")])

    def test_an_unknown_join_silences(self):
        """Whose thread it is that is joined, nobody can say."""
        spawn = textwrap.dedent(self.ABSENT) + """\
static pthread_t running;
int start(void) { return pthread_create(&running, NULL, work, NULL); }
"""
        self.assertEqual(self.messages(a_c=spawn), [("a.c", "start")])
        for stop in ("void stop(AbsentObject *o) { pthread_join(o->thread, NULL); }\n",
                     "void stop(int n) { for_each_absent(n) { pthread_cancel(absent(n)); } }\n"):
            with self.subTest(stop=stop):
                self.assertEqual(self.messages(a_c=spawn + stop), [])

    def test_an_unknown_handle_is_no_finding(self):
        for handle in ("&object->thread", "&absent_table[0].thread", "ABSENT_HANDLE(object)"):
            with self.subTest(handle=handle):
                self.assertEqual(self.messages(a_c=textwrap.dedent(self.ABSENT) + f"""\
int start(AbsentObject *object) {{ return pthread_create({handle}, NULL, work, NULL); }}
"""), [])


if __name__ == "__main__":
    harness.main()
