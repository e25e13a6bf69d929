#!/bin/sh
# The long form of the bad days: processes killed, power cut, full disks, bits of logs and copies
# flipped; and of three million acts at random. The tests run a short form of the same. The last
# line is N passed, N failed; exit 1 when one failed.
#   soak.sh BUILD [FOLDER/NAME...]   all of them without names
# ADIL_SEED chooses other numbers.
set -u

build=$1
shift
[ $# -gt 0 ] || set -- gazette/bad_crash gazette/bad_disk gazette/bad_flips cli/bad_copy \
    polity/random_acts

passed=0
failed=0
for name; do
    if "$build/tests/${name%/*}/test_${name##*/}" long; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
