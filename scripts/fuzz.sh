#!/bin/sh
# Runs each fuzz target for FUZZ_SECONDS (300) on its corpus, under address and undefined-behaviour
# sanitizers. What it learns stays in build-fuzz/corpus/; an input that fails is left in
# build-fuzz/found/ with the command that replays it. Exit 1 when one was found.
#   fuzz.sh [READER...]   all of them without arguments
set -u
seconds=${FUZZ_SECONDS-300}

if [ ! -e build-fuzz/build.ninja ]; then
    CC=clang meson setup build-fuzz --werror -Dfuzzers=true -Dtests=false -Db_lundef=false \
        -Db_sanitize=address,undefined >build-fuzz.log || { cat build-fuzz.log; exit 3; }
fi
ninja -C build-fuzz || exit 3

passed=0
failed=0
for target in build-fuzz/fuzz/fuzz_*; do
    if [ ! -f "$target" ] || [ ! -x "$target" ]; then
        continue
    fi
    reader=${target##*/fuzz_}
    case " $* " in "  " | *" $reader "*) ;; *) continue ;; esac
    mkdir -p "build-fuzz/corpus/$reader" build-fuzz/found
    dictionary=
    [ -e "fuzz/$reader.dict" ] && dictionary=-dict=fuzz/$reader.dict
    log=build-fuzz/$reader.log
    # shellcheck disable=SC2086 # an option or nothing
    if "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build-fuzz/found/$reader-" $dictionary \
        "build-fuzz/corpus/$reader" "fuzz/corpus/$reader" >"$log" 2>&1; then
        passed=$((passed + 1))
        awk -v reader="$reader" '
            /stat::number_of_executed_units/ { n = $2 }
            /cov: / { sub(/.*cov: /, ""); cov = $1 }
            END { printf "%s: %d runs, %d edges, nothing found\n", reader, n, cov }' "$log"
    else
        failed=$((failed + 1))
        tail -n 40 "$log"
        echo "$reader: found something; replay: $target build-fuzz/found/$reader-..."
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
