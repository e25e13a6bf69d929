#!/bin/sh
# A log of ours read by others: Go's golang.org/x/mod over its files, Node's crypto over its
# cosignatures, a Node package over the ML-DSA-44 vector. Reports in TAP.
# Needs Debian's golang-go and golang-golang-x-mod-dev, and node; where one is missing it is
# skipped, and fails when CI is set.
#   run.sh MAKE_LOG OUT     OUT keeps the checker, the logs and the package
set -eu

make_log=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
vectors=$here/../gazette/tlog-vectors.json
gopath=/usr/share/gocode

lacks()
{
    if [ -n "${CI-}" ]; then
        printf '1..1\nnot ok 1 - %s\n' "$1"
        exit 1
    fi
    echo "1..0 # SKIP $1"
    exit 0
}

command -v go >/dev/null || lacks 'go is not installed'
[ -d $gopath/src/golang.org/x/mod/sumdb/tlog ] || lacks 'golang-golang-x-mod-dev is not installed'
command -v node >/dev/null || lacks 'node is not installed'

n=0
failed=0

# point STATUS WORDS: 0 is good; else what was said is shown.
point()
{
    n=$((n + 1))
    if [ "$1" = 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        sed 's/^/# /' "$out/said"
        failed=1
    fi
}

# expect STATUS WORDS BEGINNING command...: its exit status and how its answer begins.
expect()
{
    want=$1 words=$2 begins=$3
    shift 3
    got=0
    "$@" >"$out/said" 2>&1 || got=$?
    case $(cat "$out/said") in
    "$begins"*) ;;
    *) got=$((got + 100)) ;;
    esac
    point $((got != want)) "$words"
}

# flip FILE [N]: one bit of its middle byte, or of the Nth from the end.
flip()
{
    node -e 'const fs = require("fs"), [f, n] = process.argv.slice(1), b = fs.readFileSync(f);
        b[n ? b.length - n : b.length >> 1] ^= 1; fs.writeFileSync(f, b);' "$@"
}

# caught DIR WORDS keys...: one changed byte, in each file of a copy in turn, is found.
caught()
{
    dir=$1 words=$2
    shift 2
    : >"$out/said"
    missed=0
    for file in $(cd "$dir" && find checkpoint tile -type f ! -path "${stale-none}"); do
        cp "$dir/$file" "$out/kept"
        flip "$dir/$file"
        if "$out/checker" "$dir" "$@" >>"$out/said"; then
            echo "$file was changed" >>"$out/said"
            missed=1
        fi
        cp "$out/kept" "$dir/$file"
    done
    point $missed "$words"
}

mkdir -p "$out"
rm -rf "$out/logs"
mkdir "$out/logs"

got=0
(cd "$here" && GO111MODULE=off GOPATH=$gopath GOFLAGS='' GOCACHE="$out/go" \
    go build -o "$out/checker" checker.go) >"$out/said" 2>&1 || got=$?
point $got 'the checker builds with golang.org/x/mod'

# The checker itself, on logs of known bytes.
key() { node -p 'require(process.argv[1]).keys[process.argv[2]][process.argv[3]]' "$vectors" "$@"; }
node "$here/folders.mjs" "$vectors" "$out/logs/vectors"
log=$(key log vkey_01) w1=$(key w1 vkey_04) w2=$(key w2 vkey_04) w3=$(key w3 vkey_04)
expect 0 'vectors: 5 entries and two witnesses' 'OK 5 entries' \
    "$out/checker" "$out/logs/vectors/5" "$log" "$w1" "$w2"
expect 0 'vectors: 300 entries' 'OK 300 entries' "$out/checker" "$out/logs/vectors/300" "$log"
expect 1 'vectors: a witness who has not signed is missed' 'checkpoint:' \
    "$out/checker" "$out/logs/vectors/5" "$log" "$w3"
caught "$out/logs/vectors/300" 'vectors: a changed byte is found' "$log"
caught "$out/logs/vectors/5" 'vectors: a changed byte is found beside cosignatures' \
    "$log" "$w1" "$w2"

# Logs of ours.
for size in 0 1 5 256 257 300 66000; do
    dir=$out/logs/$size
    got=0
    "$make_log" "$dir" $size >"$out/keys" 2>"$out/said" || got=$?
    point $got "a log of $size entries is written"
    # shellcheck disable=SC2046 # keys hold no blanks
    set -- $(cat "$out/keys")
    expect 0 "$size entries: read and proven" "OK $size entries" "$out/checker" "$dir" "$@"
    shift
    expect 0 "$size entries: cosignatures" 'OK 2 cosignatures' \
        node "$here/cosign.mjs" "$dir/checkpoint" "$@"
done
# shellcheck disable=SC2046 # keys hold no blanks
set -- $(cat "$out/keys")
# 150 entries stood in the first checkpoint; its partial files are not in the last tree.
stale='*.p/150' caught "$out/logs/300" 'a changed byte is found' "$@"
flip "$out/logs/5/checkpoint" 40
shift
expect 1 'a changed cosignature is found' 'the cosignature of' \
    node "$here/cosign.mjs" "$out/logs/5/checkpoint" "$@"

# The vectors of cosignatures, and ML-DSA-44 where the package can be had.
noble=$out/node_modules/@noble/post-quantum/ml-dsa.js
if [ ! -e "$noble" ] || ! cmp -s "$here/package-lock.json" "$out/package-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$out/"
    (cd "$out" && npm ci --ignore-scripts --no-audit --no-fund) >&2 ||
        rm -f "$out/package-lock.json"
fi
expect 0 'vectors: cosignatures' 'OK 7 cosignatures' node "$here/cosign.mjs" --vectors "$vectors"
if [ -e "$noble" ] && [ -e "$out/package-lock.json" ]; then
    expect 0 'vectors: the ML-DSA-44 cosignature' 'OK 8 cosignatures' \
        node "$here/cosign.mjs" --vectors "$vectors" "$out"
elif [ -n "${CI-}" ]; then
    echo 'npm could not install @noble/post-quantum' >"$out/said"
    point 1 'vectors: the ML-DSA-44 cosignature'
else
    n=$((n + 1))
    echo "ok $n - the ML-DSA-44 cosignature # SKIP @noble/post-quantum could not be installed"
fi

echo "1..$n"
exit $failed
