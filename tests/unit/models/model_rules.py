#!/usr/bin/env python3
"""What analyzer/models/README.md asks of models and no compiler sees.

usage: model_rules.py README MODEL...

What registers, calls, waits or wakes stands in the function itself, not in a helper; a channel is a
parameter of the function or lies behind one; `forever` is what the analysis can read; no function is
defined twice; every model has its line in the README.
"""

import re
import sys
from pathlib import Path

CHANNELS = {"model_receive": 2, "model_send": 1, "model_close": 1, "model_finish": 1, "model_set_timeout": 1,
            "model_wait": 2, "model_signal": 1, "model_when_sent": 1, "model_broadcast": 1, "model_interrupt": 1,
            "model_interrupt_later": 1, "model_unblocks": 1,
            "model_lock": 1, "model_unlock": 1, "model_offer": 1, "model_put": 2,
            "model_make": 3, "model_ends": 2, "model_named": 3, "model_names": 2, "model_known_by": 2,
            "model_gathers": 2}
OF_COMMON = {"model_receive", "model_send", "model_close", "model_offer", "model_put", "model_make", "model_known_by"}
DIRECT = set(CHANNELS) | {
    "model_spawn", "model_lives_in", "model_coroutine", "model_calls", "model_calls_once", "model_pool", "model_on_request",
    "model_on_connection", "model_on_message", "model_on_event", "model_on_timer", "model_on_unix_signal", "model_on_signal_event",
    "model_on_exit", "model_function_named",
    "model_waits_for_event", "model_waits_for_connection", "model_waits_for_request", "model_waits_for_message",
    "model_reads", "model_stream_over", "model_ticks", "model_is_handler", "model_is_handed", "model_is_called_once", "model_until_zero",
    "model_unnamed", "model_in_bytes", "model_size", "model_tagged", "model_tagged_bits", "model_tagged_all",
    "model_reaps", "model_sleeps"}

UNUSED = "static __attribute__((__unused__)) "
FUNCTION = re.compile(r"^(?P<head>[a-z_][^;{}()=]*?(?:\(\(\w+\)\)[^;{}()=]*?)?)\b(?P<name>\w+)"
                      r"\((?P<parameters>[^{};]*?)\)\n\{\n(?P<body>.*?)^\}", re.M | re.S)
CALL = re.compile(r"\b(model_\w+)\(")
PLACE = re.compile(r"(?:\(const void \*\)\(long\)|&)?(\w+)(?:(?:->|\.)\w+|\[\w+\])*\Z")
COMMON = re.compile(r"^static int (\w+);$", re.M)  # what an API keeps to itself
FOREVER = re.compile(r"\(?(\w+)(?:->\w+)?(?: & [A-Z]\w+\))?(?: (?:==|!=|<|<=|>|>=) (?:\d+|[A-Z]\w+))?\Z")


def without_comments(text):
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def arguments_at(text, start):
    """The arguments of the call whose opening parenthesis is in front of `start`."""
    depth, arguments, last = 1, [], start
    for at in range(start, len(text)):
        if text[at] == "(":
            depth += 1
        elif text[at] == ")":
            depth -= 1
        if (depth == 1 and text[at] == ",") or depth == 0:
            arguments.append(" ".join(text[last:at].split()))
            last = at + 1
        if depth == 0:
            break
    return arguments


def parameter_names(parameters):
    return {re.search(r"(\w+)\s*\Z", one).group(1)
            for one in parameters.split(",") if re.search(r"\w\s*\Z", one)}


def rules_broken(text):
    """What is wrong in a model's text, one sentence each; and the functions that it defines."""
    wrong, defined = [], []
    common = set(COMMON.findall(text))
    for function in FUNCTION.finditer(without_comments(text).replace(UNUSED, "fact ")):
        name, body = function["name"], function["body"]
        if function["head"].startswith("fact "):  # it is read by itself, and stands for no function
            continue
        own = parameter_names(function["parameters"])
        is_helper = "static" in function["head"].split()
        if not is_helper:
            defined.append(name)
        for call in CALL.finditer(body):
            primitive = call.group(1)
            if is_helper and primitive in DIRECT:
                wrong.append(f"{name}(): {primitive}() stands in a helper")
            if primitive not in CHANNELS:
                continue
            arguments = arguments_at(body, call.end())
            if len(arguments) != CHANNELS[primitive]:
                wrong.append(f"{name}(): {primitive}() gets {len(arguments)} arguments")
                continue
            place = PLACE.match(arguments[0])
            made_here = (primitive in ("model_make", "model_ends", "model_named", "model_names") and
                         place and f"return {place.group(1)};" in body)
            is_common = (primitive in OF_COMMON and place and
                         f"&{place.group(1)}" == arguments[0] and place.group(1) in common)
            if (arguments[0] != "0" and not made_here and not is_common and
                    not (place and place.group(1) in own)):
                wrong.append(f"{name}(): '{arguments[0]}' is not behind a parameter")
            waits = primitive in ("model_receive", "model_wait", "model_put")
            if waits and arguments[1] not in ("0", "1", "MODEL_UNTIL_CLOSED"):
                forever = FOREVER.match(arguments[1])
                if not (forever and forever.group(1) in own):
                    wrong.append(f"{name}(): '{arguments[1]}' cannot be read")
    return wrong, defined


def main():
    readme = Path(sys.argv[1]).read_text(encoding="utf-8")
    wrong, owner = [], {}
    for path in map(Path, sys.argv[2:]):
        broken, defined = rules_broken(path.read_text(encoding="utf-8"))
        wrong += [f"{path.name}: {sentence}" for sentence in broken]
        if not defined:
            wrong.append(f"{path.name}: no function is defined")
        for name in defined:
            if name in owner:
                wrong.append(f"{path.name}: {name}() is defined in {owner[name]}, too")
            owner[name] = path.name
        if f"| `{path.name}` |" not in readme:
            wrong.append(f"{path.name}: no line in the README")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
