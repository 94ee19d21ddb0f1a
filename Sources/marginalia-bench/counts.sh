#!/usr/bin/env bash
# Instructions and allocations of each stage, on one core: what two runs of different length differ by,
# so that starting up and reading files do not count. `counts.txt` has the figures that are agreed on:
#   counts.sh        prints the table, theirs beside it
#   counts.sh check  fails where a figure is more than a tenth over the agreed one
#   counts.sh keep   agrees on the figures of this run
set -euo pipefail
cd "$(dirname "$0")/../.."
mode=${1:-show}
agreed=Sources/marginalia-bench/counts.txt
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
log=$folder/log
# valgrind gives up on the debugging part of so large a Swift program.
bench=$folder/bench
strip --strip-debug -o "$bench" .build/release/marginalia-bench
# Dictionaries in the same order each time.
export SWIFT_DETERMINISTIC_HASHING=1

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" "$@" 2>"$log" >/dev/null
    grep -oE 'Collected : [0-9]+' "$log" | grep -oE '[0-9]+'
}

allocations() {
    valgrind --tool=memcheck --leak-check=no "$bench" "$@" 2>"$log" >/dev/null
    grep -oE 'total heap usage: [0-9,]+' "$log" | tr -cd '0-9'
}

# What one repetition adds: difference COUNTER VERB POSITIONS
difference() {
    local few=2 many=22
    [ "$2" = plan ] && many=4
    echo $((($("$1" "$2" "$3" "$many") - $("$1" "$2" "$3" "$few")) / (many - few)))
}

failed=0
# Says where NEW is more than a tenth over OLD: hold STAGE WHAT NEW OLD
hold() {
    if [ "$mode" = check ] && [ -n "$4" ] && [ $(($3 * 10)) -gt $(($4 * 11)) ]; then
        echo "$1: $3 $2, and $4 are agreed on" >&2
        failed=1
    fi
}

printf '%-8s %9s %14s %12s %14s %12s\n' \
    stage positions instructions allocations agreed agreed
while read -r verb positions was made; do
    now=$(difference instructions "$verb" "$positions")
    allocated=$(difference allocations "$verb" "$positions")
    printf '%-8s %9d %14d %12d %14s %12s\n' \
        "$verb" "$positions" "$now" "$allocated" "${was:--}" "${made:--}"
    echo "$verb $positions $now $allocated" >>"$folder/new"
    hold "$verb of $positions" instructions "$now" "$was"
    hold "$verb of $positions" allocations "$allocated" "$made"
done <"$agreed"
awk '{ count[$1] = $3 } END {
    printf "an article page: check %.2f, check and public text %.2f times its parse by libxml2\n",
        count["check"] / count["parse"], (count["check"] + count["text"]) / count["parse"] }' "$folder/new"
[ "$mode" = keep ] && cp "$folder/new" "$agreed"
exit "$failed"
