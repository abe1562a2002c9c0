#!/bin/sh
# usage: check.sh BUILD BASE
#
# For any CI server: BUILD is a folder with compile_commands.json, BASE the branch or commit that the change
# goes to. Ends with 1 where the change brings about something that nothing ends. Between jobs, keep the
# folder .stranded: it only saves time.
set -eu

build=$1
base=$2

stranded check -p "$build" --since "$base" --new \
    --format text \
    --format sarif -o stranded.sarif \
    --format junit -o stranded.xml \
    --format checkstyle -o stranded-checkstyle.xml
