#!/bin/sh
# Pages of real contests, and of a tie, opened in Debian's Chromium; reports in TAP.
# Needs chromium, node (18 or later) and npm; where one is missing it is skipped, and fails when CI
# is set.
#   run.sh ADIL OUT     OUT keeps the pages and axe-core; with PICTURES=yes pictures too
set -eu

adil=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)

lacks()
{
    if [ -n "${CI-}" ]; then
        printf '1..1\nnot ok 1 - %s\n' "$1"
        exit 1
    fi
    echo "1..0 # SKIP $1"
    exit 0
}

chromium=
for name in chromium chromium-browser; do
    chromium=${chromium:-$(command -v $name || true)}
done
[ -n "$chromium" ] || lacks 'chromium is not installed'
command -v node >/dev/null || lacks 'node is not installed'
command -v npm >/dev/null || lacks 'npm is not installed'
node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)' || lacks 'node is too old'

mkdir -p "$out/pages" "$out/pictures"
axe=$out/node_modules/axe-core/axe.min.js
if [ ! -e "$axe" ] || ! cmp -s "$here/package-lock.json" "$out/package-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$out/"
    (cd "$out" && npm ci --ignore-scripts --no-audit --no-fund) >&2 || {
        rm -f "$out/package-lock.json"
        lacks 'axe-core could not be installed'
    }
fi

# write NAME arguments of adil count: a page in each language. Undecided is an answer too.
write()
{
    page=$1
    shift
    for lang in en ru kk; do
        "$adil" count "$@" --lang $lang --brief --html "$out/pages/$page.$lang.html" >/dev/null ||
            [ $? = 1 ]
    done
}

rm -f "$out"/pages/*.html
printf 'unit,option,votes\nall,A,60\nall,B,20\nall,C,20\nall,"<D & ""Sons"">",\n' >"$out/open.csv"
printf 'unit,option,votes\nall,A,60\nall,B,20\nall,C,20\n' >"$out/tie.csv"
write tie "$out/tie.csv" --method hare --seats 3
write open "$out/open.csv" --method hare --seats 4
for contest in referendum-2022 referendum-2026 president-2022 majilis-2023 \
    majilis-2023-district-1; do
    write $contest polities/kazakhstan --contest $contest
done
write what-if polities/kazakhstan --contest majilis-2023-list --set 'threshold=2%'
write national-assembly-2024 polities/south-africa --contest national-assembly-2024
write president-2024 polities/south-africa --contest president-2024

exec node "$here/pages.mjs" "$chromium" "$axe" "$out/pictures" "$out"/pages/*.html
