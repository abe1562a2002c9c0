#!/usr/bin/env bash
# What bash proposes after some words, by completions/stranded.bash.
#
# usage: completion_test.bash COMPLETION
set -u
source "$1" || exit 1
failed=0

# proposes EXPECTED WORD...: after these words, of which the last is being typed.
proposes() {
    local expected=$1
    shift
    COMP_WORDS=(stranded "$@")
    COMP_CWORD=$#
    _stranded 2>/dev/null # compopt complains that no completion is running
    if [[ ${COMPREPLY[*]} != "$expected" ]]; then
        printf 'stranded %s: %s instead of %s\n' "$*" "${COMPREPLY[*]}" "$expected"
        failed=1
    fi
}

# The checks' names come from the program itself.
stranded() {
    [[ $1 == checks ]] && printf 'thread-not-joined  a thread is lost\nother-check  something\n'
}

proposes 'check checks' check
proposes 'report' r
proposes '--reason' suppress --r
proposes '--checks --confidence' check --c
proposes 'high medium low never' check --fail-on ''
proposes 'sarif' check --format s
proposes 'thread-not-joined' explain thr
proposes 'other-check' check --checks o
proposes '' check src/ma
proposes '--db' report --d
exit $failed
