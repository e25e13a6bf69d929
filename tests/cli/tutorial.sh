#!/bin/sh
# Runs the commands of a tutorial and compares their answers with those on the page.
#
#     tutorial.sh ADIL PAGE.md POLITIES CHANGE...
#
# In blocks ```console a line "$ command" is run (lines up to the end of a here-document belong to
# it), what follows is its answer. "…" in a line stands for anything, alone on a line for any lines.
# Then the page is changed in one place by each CHANGE (of sed), and the comparison must notice: the
# test can fail.
set -eu
adil=$(realpath "$1")
page=$(realpath "$2")
polities=$(realpath "$3")
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/run"
ln -s "$adil" "$work/bin/adil"
ln -s "$polities" "$work/run/polities"

# script: the commands, each behind its number; want: their answers, likewise
split() {
  awk -v script="$2" -v want="$3" '
    /^```console$/ { inside = 1; next }
    /^```/ { inside = 0; here = "" ; next }
    !inside { next }
    here != "" {
      print > script
      if ($0 == here) { here = ""; print "status=$?" > script }
      next
    }
    /^\$ / {
      n++
      print "@@ " n > want
      printf "echo \"@@ %d\"; (exit $status)\n%s\n", n, substr($0, 3) > script
      if (match($0, /<< [A-Z]+$/)) { here = substr($0, RSTART + 3) }
      else { print "status=$?" > script }
      next
    }
    { print > want }
    END { if (n == 0) { exit 1 } }' "$1"
}

# want against got; the first difference is told
compare() {
  awk -v got="$2" '
    function alike(w, g,   part, k, i, at) {
      k = split(w, part, "…")
      if (k == 1) { return w == g }
      if (substr(g, 1, length(part[1])) != part[1]) { return 0 }
      g = substr(g, length(part[1]) + 1)
      for (i = 2; i < k; i++) {
        at = index(g, part[i])
        if (at == 0) { return 0 }
        g = substr(g, at + length(part[i]))
      }
      return length(g) >= length(part[k]) && substr(g, length(g) - length(part[k]) + 1) == part[k]
    }
    BEGIN { while ((getline line < got) > 0) { have[++n] = line } }
    $0 == "…" { skip = 1; next }
    {
      i++
      while (skip && i <= n && !alike($0, have[i]) && have[i] !~ /^@@ /) { i++ }
      skip = 0
      if (i > n || !alike($0, have[i])) {
        printf "expected: %s\nfound:    %s\n", $0, have[i]
        exit failed = 1
      }
    }
    END { if (!failed && !skip && i != n) { printf "found too:  %s\n", have[i + 1]; exit 1 } }' "$1"
}

split "$page" "$work/script" "$work/want"
(cd "$work/run" && PATH="$work/bin:$PATH" LC_ALL=C.UTF-8 HOME="$work/run" sh -c '. ../script' \
  > "$work/got" 2>&1) || true
compare "$work/want" "$work/got" || exit 1

for change; do
  sed "$change" "$work/want" > "$work/changed"
  if cmp -s "$work/want" "$work/changed" || compare "$work/changed" "$work/got" > /dev/null; then
    echo "a change went unnoticed: $change"
    exit 1
  fi
done
echo "$(grep -c '^@@ ' "$work/want") commands, as on the page"
