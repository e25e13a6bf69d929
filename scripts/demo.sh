#!/bin/sh
# Real elections from rulebook and votes to seats: a summary here, a page each in build/demo/,
# then served until interrupted. SERVE=no: ends after writing.
#   demo.sh [BUILD]
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

if [ "${SERVE-yes}" != no ]; then
    exec "$adil" serve "$out"
fi
