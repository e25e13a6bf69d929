#!/bin/sh
# Real elections from rulebook and votes to seats: a summary here, a page each in build/demo/. Then
# the record of a whole election, simulated, witnessed and verified; and three tamperings, each
# caught. The pages are served until interrupted.
#   demo.sh [BUILD]
#   LOG=DIR     keeps the record in DIR, which must not be there yet
#   PLACES=N    that many precincts (all of them)
#   SERVE=no    ends after that
set -eu

build=${1-build}
adil=$build/adil
out=$build/demo
mkdir -p "$out"

contests="
kazakhstan referendum-2022
kazakhstan referendum-2026
kazakhstan president-2022
kazakhstan majilis-2023
south-africa national-assembly-2024
"

escaped()
{
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g'
}

page_head()
{
    cat <<'END'
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Adil: elections counted</title>
<style>
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 1rem }
pre { overflow-x: auto; padding: 1rem; border: 1px solid; font-size: .875rem; line-height: 1.35 }
a { margin-right: 1rem }
</style>
<main>
<h1>Elections counted by Adil</h1>
<p>Each page has the result, the pictures and the explanation step by step, with the rule that each
step follows.</p>
END
}

page_contest()
{
    cat <<END
<section aria-labelledby="$2">
<h2 id="$2">$(head -n 1 "$out/$2.txt" | escaped)</h2>
<p><code>$1 $2</code></p>
<p><a href="$2.en.html" hreflang="en">English</a>
<a href="$2.ru.html" hreflang="ru" lang="ru">Русский</a>
<a href="$2.kk.html" hreflang="kk" lang="kk">Қазақша</a></p>
<pre tabindex="0">$(escaped <"$out/$2.txt")</pre>
</section>
END
}

page_head >"$out/index.html"
echo "$contests" | while read -r polity contest; do
    [ -n "$polity" ] || continue
    rulebook=polities/$polity/rulebook.yaml
    for lang in ru kk; do
        "$adil" count "$rulebook" --contest "$contest" --lang $lang --brief \
            --html "$out/$contest.$lang.html" >/dev/null
    done
    "$adil" count "$rulebook" --contest "$contest" --lang en --brief \
        --html "$out/$contest.en.html" >"$out/$contest.txt"
    cat "$out/$contest.txt"
    echo
    page_contest "$polity" "$contest" >>"$out/index.html"
done
echo '</main></html>' >>"$out/index.html"
echo "Pages written: $out/index.html"

# ---- the record of an election

step()
{
    printf '\n== %s\n' "$1"
}

# Runs a command that must find something wrong.
caught()
{
    if "$@" >"$work/caught.txt" 2>&1; then
        echo "demo: was not caught: $*" >&2
        exit 1
    fi
    grep -e '^✗ [^w]' -e '^    [a-z]*: ' -e 'rolled back' -e '^nothing' -e '^FOUND' \
        "$work/caught.txt"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
record=${LOG-$work/record}
export ADIL_KEY_FILE="$work/offices.lock"

step "An election, simulated: official totals, everything else drawn"
"$adil" simulate "$record" --from kazakhstan --plan majilis-2023 --seed 1 \
    ${PLACES+--places "$PLACES"} --key-file "$ADIL_KEY_FILE"
cp -R "$record" "$work/old"

step "Three witnesses replay it and cosign"
for vector in central-asia organisations domestic; do
    "$adil" witness init "$work/$vector" --name "simulated/$vector" \
        --key-file "$work/$vector.lock" >"$work/$vector.txt"
    "$adil" act accept-witness "witness/simulated-$vector" "vector=$vector" \
        "vkey=$(sed -n 's/^cosignatures //p' "$work/$vector.txt")" \
        --by central-commission --log "$record"
done
for vector in central-asia organisations domestic; do
    printf 'simulated/%s: ' "$vector"
    "$adil" witness once "$record" --dir "$work/$vector" --key-file "$work/$vector.lock" --post
done

step "A stranger verifies a copy"
cp -R "$record" "$work/copy"
rm -rf "$work/copy/private"
"$adil" verify "$work/copy" | sed -n '/^[✓✗]/p;/^verified/p'

step "Caught 1: votes changed in a protocol of the copy"
for bundle in $(grep -rl '"word":"protocol"' "$work/copy/tile/entries" | sort); do
    if LC_ALL=C grep -aq '"votes":{"[^}]*:1' "$bundle"; then
        cp "$bundle" "$work/bundle"
        LC_ALL=C sed '0,/\("votes":{"[^}]*:\)1/s//\12/' "$work/bundle" >"$bundle"
        break
    fi
done
caught "$adil" verify "$work/copy"
cp "$work/bundle" "$bundle"

step "Caught 2: another threshold in the law of the copy"
law=$(grep -l 'at least 5% of counted votes' "$work/copy/blob"/* | head -n 1)
cp "$law" "$work/law"
sed 's/at least 5% of counted votes/at least 3% of counted votes/' "$work/law" >"$law"
caught "$adil" verify "$work/copy"
cp "$work/law" "$law"

step "Caught 3: an older record shown to a witness"
caught "$adil" witness once "$work/old" --dir "$work/domestic" --key-file "$work/domestic.lock"

step "The copy as it was"
"$adil" verify "$work/copy" | sed -n '/^verified/p'
if [ -n "${LOG-}" ]; then
    cp "$ADIL_KEY_FILE" "$record/private/offices.lock"
    echo "The record is kept in $record; private/offices.lock unlocks its keys."
fi

if [ "${SERVE-yes}" != no ]; then
    "$adil" serve "$out"
fi
