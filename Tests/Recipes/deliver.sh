#!/usr/bin/env bash
# The programs of docs/delivery.md, taken from the page and run on a manifest and files of its own: an
# encrypted PDF opens with its password alone, SFTP gives the bytes, and each says what went wrong.
set -euo pipefail
page=$(cd "$(dirname "$0")/../.." && pwd)/docs/delivery.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

take() {
    awk -v start="\`\`\`sh $1" '$0 == start { on = 1; next } /^```/ { on = 0 } on' "$page" > "$1"
    test -s "$1" || { echo "docs/delivery.md has no program $1" >&2; exit 1; }
    chmod +x "$1"
}

mkdir reports out incoming bin
qpdf --empty reports/aa.pdf
qpdf --empty reports/bb.pdf
line() {
    printf '{"record":"account","id":"%s","reference":"R%s","files":[{"format":"pdf","name":"%s"}]}\n' "$1" "$2" "$3"
}
{ line 'desk "1"' 1 aa.pdf; line desk-2 2 bb.pdf; line desk-3 3 gone.pdf; } > lines.ndjson.raw
# The first id as JSON writes it.
sed 's/desk "1"/desk \\"1\\"/' lines.ndjson.raw > lines.ndjson

take deliver-pdf
printf '{"desk \\"1\\"": "pass word", "desk-3": "x"}' > passwords.json
./deliver-pdf passwords.json out reports < lines.ndjson > answers 2> /dev/null
cat > expected <<'END'
{"id":"desk \"1\"","status":"ok"}
{"id":"desk-2","status":"failed"}
{"id":"desk-3","status":"failed"}
END
cmp answers expected
test "$(ls out)" = R1.pdf
qpdf --password='pass word' --check out/R1.pdf > /dev/null
if qpdf --check out/R1.pdf > /dev/null 2>&1; then echo "R1.pdf opens without its password" >&2; exit 1; fi

take deliver-sftp
# The server without a network: what differs from yours is how it is reached.
printf '#!/bin/sh\nexec /usr/bin/sftp -q -D /usr/lib/openssh/sftp-server -b -\n' > bin/sftp
chmod +x bin/sftp
PATH=$folder/bin:$PATH ./deliver-sftp host "$folder/incoming" reports < lines.ndjson > answers 2> /dev/null
cat > expected <<'END'
{"id":"desk \"1\"","status":"ok"}
{"id":"desk-2","status":"ok"}
{"id":"desk-3","status":"failed"}
END
cmp answers expected
test "$(ls incoming | tr '\n' ' ')" = "aa.pdf bb.pdf "
cmp reports/aa.pdf incoming/aa.pdf
echo "deliver    encrypted PDF and SFTP"
