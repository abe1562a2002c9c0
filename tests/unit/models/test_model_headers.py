#!/usr/bin/env python3
"""Tests of model_headers.py: what it must see, and what it must let pass."""

import unittest

from model_headers import declared_in, defined_in, differences

LISTING = """\
/* compiled from: . */
/* /usr/include/a.h:1:NC */ extern struct client *client_new (const char *, void (*) (void *, int), int);
/* /usr/include/a.h:2:NC */ extern void client_free (struct client *);
/* /usr/include/a.h:3:NC */ extern int client_command (struct client *, const char *, ...);
/* /usr/include/a.h:4:NC */ extern void client_idle (void);
/* /usr/include/a.h:5:IC */ static inline int client_old ();
/* /usr/include/a.h:6:NC */ extern void (*client_handler (struct client *, int)) (int);
"""

MODEL = """\
static void keep(void *data)
{
    kept = data;
}

void *client_new(const char *name, void *handler,
                 int size)
{
    return model_client(MODEL_CONNECTION);
}

void client_free(void *client)
{
    model_client_end(client);
}

int client_command(void *client, const char *format, ...)
{
    return (int)model_any();
}

void client_idle(void)
{
}

int client_old(void *client)
{
    return 0;
}
"""


def wrong_in(model, elsewhere=frozenset(), complete=True):
    return differences(defined_in(model), declared_in(LISTING), elsewhere, complete)


class Differences(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(wrong_in(MODEL), ([], 5))

    def test_parameter_too_few(self):
        wrong, _ = wrong_in(MODEL.replace("void *handler,\n                 ", ""))
        self.assertEqual(wrong, ["client_new(): 2 parameters, returns something; "
                                 "in the header 3 parameters, returns something"])

    def test_no_more_parameters(self):
        wrong, _ = wrong_in(MODEL.replace(", ...", ""))
        self.assertEqual(len(wrong), 1)

    def test_names_for_more(self):
        self.assertEqual(wrong_in(MODEL.replace(", ...", ", long value")), ([], 5))

    def test_result(self):
        wrong, _ = wrong_in(MODEL.replace("void client_idle", "int client_idle"))
        self.assertEqual(len(wrong), 1)

    def test_not_declared(self):
        model = MODEL + "\nvoid client_flush(void *client)\n{\n}\n"
        self.assertEqual(wrong_in(model)[0], ["client_flush(): no header declares it"])
        self.assertEqual(wrong_in(model, elsewhere={"client_flush"}), ([], 5))
        self.assertEqual(wrong_in(model, complete=False), ([], 5))

    def test_pointer_to_function_as_result(self):
        self.assertIn("client_handler", declared_in(LISTING))


if __name__ == "__main__":
    unittest.main()
