#!/usr/bin/env bash
# Every format that is not read is answered with a command. Here each command whose tool comes from
# Debian is taken from the program's own answer and run; what it makes must be read, and be assessed as
# the accounts that went in.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)
program=$repository/${1:-.build/release/marginalia}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin"
ln -s "$program" "$folder/bin/marginalia"
export PATH="$folder/bin:$PATH"
cd "$folder"

assess() { marginalia assess "$@" -C "$repository" --clock 2026-02-01T16:26:00Z --json -q; }

cat > book.csv <<'CSV'
account,venue,asOf,accountMode,symbol,side,quantity,marginMode,entryPrice,markPrice,leverage,walletAsset,walletBalance
desk-1,binance,2026-02-01T16:25:00Z,single-asset,BTCUSDT,long,0.5,cross,89000,88000,10,USDT,9000
desk-2,binance,2026-02-01T16:25:00Z,single-asset,ETHUSDT,short,4,cross,2500,2600,5,USDT,3000
CSV
marginalia convert book.csv -q > book.ndjson
assess book.csv > expected-csv.json
assess book.ndjson > expected-ndjson.json

# The command in the hint of the program's refusal of $1.
command_for() {
    local answer
    if answer=$(marginalia assess "$1" -C "$repository" 2>&1); then
        echo "$1 was read, so nothing says how to make it readable" >&2
        return 1
    fi
    sed -n 's/^ *hint: //p' <<< "$answer" | head -1
}

# Runs `$2` and compares what is assessed of `$3`, which it makes, with `$4`.
try() {
    local name=$1 command=$2 made=$3 expected=$4
    printf '%-10s %s\n' "$name" "$command"
    eval "$command" > log.txt 2>&1 || { cat log.txt; exit 1; }
    assess "$made" > made.json
    cmp made.json "$expected"
}

gzip -k book.ndjson
assess book.ndjson.gz | cmp - expected-ndjson.json

for tool in zstd xz bzip2; do
    case $tool in zstd) name=packed.ndjson.zst ;; xz) name=packed.ndjson.xz ;; *) name=packed.ndjson.bz2 ;; esac
    $tool -c book.ndjson > $name 2> log.txt
    hint=$(command_for $name)
    try $tool "${hint#Unpack it first: }" packed.ndjson expected-ndjson.json
    rm packed.ndjson
done

mkdir packed && cp book.ndjson packed
tar -cf book.tar packed && rm -r packed
hint=$(command_for book.tar)
try tar "${hint#Unpack it first: }" packed/book.ndjson expected-ndjson.json
rm -r packed && mkdir packed && cp book.ndjson packed
7z a -bd book.7z packed > log.txt && rm -r packed
hint=$(command_for book.7z)
try 7z "${hint#Unpack it first: }" packed/book.ndjson expected-ndjson.json

rm -r packed

sqlite3 book.db -cmd '.mode csv' '.import book.csv accounts'
try sqlite "$(command_for book.db)" accounts.csv expected-csv.json
rm accounts.csv

# An archive and a workbook begin alike: the answer has a command for each.
mkdir packed && cp book.ndjson packed
python3 -m zipfile -c book.zip packed && rm -r packed
hint=$(command_for book.zip)
try zip "${hint##*An archive: }" packed/book.ndjson expected-ndjson.json
python3 "$repository/Tests/Recipes/workbook.py" book.csv book.xlsx
hint=$(command_for book.xlsx)
hint=${hint#A workbook: }
try xlsx "${hint%%. An archive:*}" accounts.csv expected-csv.json
