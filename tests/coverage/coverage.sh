#!/bin/sh
# coverage.sh ADIL LAW HOLES PROGRAM...: runs the programs of tests that tell stories under a law
# and counts its contests, then asks which statements of the law none of them tried on both sides.
# What is missing must be what stands in HOLES, neither more nor less: the file can only shrink.
# With WRITE in the environment it is written anew.
set -eu
adil=$1
law=$2
holes=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program; do
  if ! ADIL_COVERAGE=$work "$program" > "$work/out" 2>&1; then
    cat "$work/out"
    exit 1
  fi
done
contests=
if [ -d "$law/figures" ]; then
  contests=$("$adil" contests "$law" | sed -n 's/ *[0-9-]\{10\} .*//p') # those with a day
fi
for contest in $contests; do
  "$adil" count "$law" --contest "$contest" --brief --coverage "$work/counts.list" \
    > /dev/null 2>&1 || test $? -eq 1 # 1: the law leaves it open
done
if [ -n "${WRITE:-}" ]; then
  "$adil" law coverage "$law" "$work"/*.list --missing > "$holes" || test $? -eq 1
fi
# A control: without the stories the same holes are not all there is.
if "$adil" law coverage "$law" --allow "$holes" > /dev/null 2>&1; then
  echo "nothing was tried, and nothing more is missing"
  exit 1
fi
"$adil" law coverage "$law" "$work"/*.list --allow "$holes"
# Where nothing is missing the linter finds nothing that was never exercised.
if [ ! -s "$holes" ]; then
  set --
  for list in "$work"/*.list; do
    set -- "$@" --stories "$list"
  done
  "$adil" law check "$law" "$@"
fi
