#!/bin/sh
# Runs every test of a build folder that is built; the last line is N passed, N failed
# (and how many were skipped, if any were). Exit 1 when one failed.
#   test.sh [BUILD [meson test options]]
set -u

build=${1-build}
[ $# -gt 0 ] && shift

jobs=${TEST_JOBS-$(nproc)}
log=$build/meson-logs/testlog.json
rm -f "$log"
meson test -C "$build" --no-rebuild --print-errorlogs --num-processes "$jobs" "$@"
status=$?

if [ ! -s "$log" ]; then
    echo "0 passed, 1 failed"
    exit 1
fi

# One line of the log is one executable. A cmocka executable reports each of its cases in TAP;
# a crash reports less than it planned, which counts as a failure; any other test is one case.
awk -v status=$status '
function field(name, rest) {
    rest = $0
    if (!match(rest, "\"" name "\": \"([^\"\\\\]|\\\\.)*\"")) { return "" }
    rest = substr(rest, RSTART, RLENGTH)
    return substr(rest, length(name) + 6, length(rest) - length(name) - 6)
}
{
    result = field("result")
    good = bad = plan = 0
    n = split(field("stdout"), line, "\\\\n")
    for (i = 1; i <= n; i++) {
        if (line[i] ~ /^ok /) { good++ }
        if (line[i] ~ /^not ok /) { bad++ }
        if (line[i] ~ /^1\.\.[0-9]+$/) { plan = substr(line[i], 4) }
    }
    fine = result == "OK" || result == "EXPECTEDFAIL"
    if (plan == 0) {
        good = bad = 0
        if (result == "SKIP") { skipped++ } else if (fine) { good = 1 } else { bad = 1 }
    } else if (plan > good + bad) {
        bad = plan - good
    } else if (!fine && bad == 0) {
        bad = 1
    }
    passed += good
    failed += bad
}
END {
    if (status != 0 && failed == 0) { failed = 1 }
    printf "%d passed, %d failed", passed, failed
    if (skipped > 0) { printf ", %d skipped", skipped }
    printf "\n"
    exit failed > 0
}' "$log"
