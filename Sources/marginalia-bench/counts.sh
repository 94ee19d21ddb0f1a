#!/usr/bin/env bash
# Instructions and allocations of one assessment and of one plan, on one core: what two runs of
# different length differ by, so that starting up and reading files do not count.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
log=$folder/log
# valgrind gives up on the debugging part of so large a Swift program.
bench=$folder/bench
strip --strip-debug -o "$bench" .build/release/marginalia-bench

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" "$@" 2>"$log" >/dev/null
    grep -oE 'Collected : [0-9]+' "$log" | grep -oE '[0-9]+'
}

allocations() {
    valgrind --tool=memcheck --leak-check=no "$bench" "$@" 2>"$log" >/dev/null
    grep -oE 'total heap usage: [0-9,]+' "$log" | tr -cd '0-9'
}

printf '%-26s %16s %14s\n' 'one' 'instructions' 'allocations'
for verb in assess plan; do
    for positions in 1 10 100; do
        few=2
        many=6
        [ "$verb" = assess ] && many=22
        span=$((many - few))
        more=$(instructions "$verb" "$positions" "$many")
        less=$(instructions "$verb" "$positions" "$few")
        made=$(allocations "$verb" "$positions" "$many")
        fewer=$(allocations "$verb" "$positions" "$few")
        printf '%-26s %16d %14d\n' "$verb, positions: $positions" \
            $(((more - less) / span)) $(((made - fewer) / span))
    done
done
