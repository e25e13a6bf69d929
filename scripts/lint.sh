#!/bin/sh
# Static analysis of src/: gcc -fanalyzer, clang-tidy, cppcheck, and the format.
# Each must be silent. The last line is N passed, N failed; exit 1 when one failed.
#   lint.sh [analyzer | tidy | paths | cppcheck | format]...   all five without arguments
# `paths` is clang's analyzer, which walks every path and takes many times what the others do.
set -u
[ $# -gt 0 ] || set -- analyzer tidy paths cppcheck format

jobs=$(nproc)
sources=$(find src -name '*.c' | sort)
every=$(find src tests fuzz bench -name '*.[ch]' | sort)
flags="-std=c17 -D_DEFAULT_SOURCE -D_FORTIFY_SOURCE=2 -Isrc"

each_source()
{
    echo "$sources" | xargs -P "$jobs" -I FILE "$@"
}

# gcc 12 loses track of arrays filled in loops; clang's analyzer looks for uninitialised values.
analyzer()
{
    # shellcheck disable=SC2086 # a list of flags
    each_source gcc $flags -O1 -fanalyzer -Werror \
        -Wno-analyzer-use-of-uninitialized-value -c FILE -o /dev/null
}

# clang_tidy CHECKS: those of .clang-tidy, changed by CHECKS. What it finds is on standard output
# and makes its exit status; standard error has the counts of what it passed over.
clang_tidy()
{
    # shellcheck disable=SC2086
    each_source clang-tidy --quiet --checks="$1" FILE -- $flags 2>/dev/null
}

tidy()
{
    clang_tidy '-clang-analyzer-*'
}

paths()
{
    clang_tidy '-bugprone-*,-cert-*,-concurrency-*,-misc-*,-readability-*'
}

cppcheck_src()
{
    # ADIL_ASSERT(false && "what it was") is meant.
    cppcheck --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
        --quiet --force -j "$jobs" --suppress=missingIncludeSystem \
        --suppress=incorrectStringBooleanError -Isrc src
}

format()
{
    # shellcheck disable=SC2086 # a list of files
    clang-format --dry-run --Werror $every
}

passed=0
failed=0
for name; do
    case $name in
    analyzer | tidy | paths | format) check=$name ;;
    cppcheck) check=cppcheck_src ;;
    *)
        echo "usage: scripts/lint.sh [analyzer | tidy | paths | cppcheck | format]..." >&2
        exit 2
        ;;
    esac
    if $check; then
        passed=$((passed + 1))
        echo "$name: clean"
    else
        failed=$((failed + 1))
        echo "$name: FAILED"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
