#!/usr/bin/env python3
"""Tests of model_rules.py: what it must see, and what it must let pass."""

import unittest

from model_rules import rules_broken

GOOD = """
static __attribute__((__unused__)) void handler(struct ops *self)
{
    model_on_request(self->read, self);
}

struct item { int fd; };
static void keep(void *data)
{
    kept[model_any()] = data;
}

int wait_all(struct item *items, unsigned long count, int timeout)
{
    model_receive((const void *)(long)items[count].fd, timeout < 0);
    return 0;
}

__attribute__((__noreturn__)) void stop(void *loop)
{
    model_close(loop); /* model_lock(nobody) */
    model_send(0);
}

static int notifications;

void notify(int flags, struct item *items)
{
    model_send(&notifications);
    model_receive(&notifications, (items->fd & NO_WAIT) == 0);
}
"""

BAD = {
    "stands in a helper": "static void f(void *m)\n{\n    model_lock(m);\n}\n",
    "is not behind a parameter": "static int lock;\nint f(int x)\n{\n    model_lock(&lock);\n}\n",
    "cannot be read": "int f(int fd, int x)\n{\n    model_receive(fd, x & 64);\n}\n",
    "gets 1 arguments": "int f(void *c)\n{\n    model_wait(c);\n}\n",
}


class ModelRules(unittest.TestCase):
    def test_good(self):
        self.assertEqual(rules_broken(GOOD), ([], ["wait_all", "stop", "notify"]))

    def test_bad(self):
        for sentence, text in BAD.items():
            with self.subTest(sentence):
                wrong, _ = rules_broken(text)
                self.assertEqual(len(wrong), 1)
                self.assertIn(sentence, wrong[0])


if __name__ == "__main__":
    unittest.main()
