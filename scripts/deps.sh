#!/bin/sh
# Installs what a bare Debian 12 lacks.
#   deps.sh         what building and testing need (seconds when all of it is there: no network)
#   deps.sh --full  and what `make lint`, `make fuzz` and `.ci/run` need
# As root, or through sudo. On another system it names what is missing and leaves it to you.
set -eu

# how it is looked for (a command, a path, pkg-config's name), and its Debian package
build="
command gcc gcc
command cc gcc
path /usr/include/stdio.h libc6-dev
command ninja ninja-build
command meson meson
command pkg-config pkg-config
library gmp libgmp-dev
library libsodium libsodium-dev
library libutf8proc libutf8proc-dev
library yaml-0.1 libyaml-dev
library libmicrohttpd libmicrohttpd-dev
library sqlite3 libsqlite3-dev
library libcurl libcurl4-openssl-dev
library cmocka libcmocka-dev
"
full="
command clang clang
path /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a libclang-rt-14-dev
command clang-tidy clang-tidy
command clang-format clang-format
command llvm-symbolizer llvm
command cppcheck cppcheck
command chromium chromium
command node nodejs
command npm npm
command go golang-go
path /usr/share/gocode/src/golang.org/x/mod/sumdb golang-golang-x-mod-dev
"

# shellcheck disable=SC2086 # a path may be a pattern
present()
{
    case $1 in
    command) command -v "$2" >/dev/null 2>&1 ;;
    library) pkg-config --exists "$2" 2>/dev/null ;;
    path) ls $2 >/dev/null 2>&1 ;;
    esac
}

wanted=$build
case ${1-} in
'') ;;
--full) wanted="$build$full" ;;
*)
    echo "usage: scripts/deps.sh [--full]" >&2
    exit 2
    ;;
esac

missing=$(echo "$wanted" | while read -r kind name package; do
    if [ -n "$kind" ] && ! present "$kind" "$name"; then
        echo "$package"
    fi
done | sort -u | tr '\n' ' ')
if [ -z "$missing" ]; then
    exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
    echo "missing (names of Debian's packages): $missing" >&2
    exit 3
fi
as_root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "missing; run as root: apt-get install $missing" >&2
        exit 3
    fi
    as_root=sudo
fi
echo "installing: $missing"
apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Acquire::Retries=3 "$@" </dev/null
}
apt update
# shellcheck disable=SC2086 # a list of packages
apt install --no-install-recommends $missing
