#!/bin/sh
# Builds the benchmarks optimised, in a folder of their own, and runs them one after the other:
# each prints its line.
set -eu
if [ ! -e build-bench/build.ninja ]; then
    meson setup build-bench --buildtype=release -Dbench=true -Dtests=false >build-bench.log
fi
ninja -C build-bench
for program in build-bench/bench/bench_*; do
    if [ -f "$program" ] && [ -x "$program" ]; then
        "$program"
    fi
done
