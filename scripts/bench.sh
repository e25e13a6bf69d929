#!/bin/sh
# Builds the benchmarks optimised, in a folder of their own, and runs them one after the other.
set -eu
if [ ! -e build-bench/build.ninja ]; then
    meson setup build-bench --buildtype=release -Dbench=true -Dtests=false >build-bench.log
fi
ninja -C build-bench
meson test -C build-bench --benchmark --no-rebuild --num-processes 1 --verbose
