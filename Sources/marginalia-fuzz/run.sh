#!/usr/bin/env bash
# Fuzzes every parser for its share of SECONDS_IN_ALL (20), from a fixed SEED (1).
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${SECONDS_IN_ALL:-20}
seed=${SEED:-1}
build=.build-fuzz
mkdir -p "$build/crashes"
# Of two `-sanitize` the compiler takes the last, and the package manager writes them in any order:
# only the two in one make it count which code an input reaches.
# The linker warns of each of the sanitizer's own symbols; what it says matters only if it fails.
swift build --quiet --scratch-path "$build" --product marginalia-fuzz \
    --sanitize=fuzzer --sanitize=address -Xswiftc -sanitize=fuzzer,address -Xswiftc -DFUZZER -Xswiftc -parse-as-library \
    >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
targets=(Tests/Fixtures/fuzz/*/)
share=$((seconds / ${#targets[@]} + 1))
for folder in "${targets[@]}"; do
    target=$(basename "$folder")
    found="$build/corpus/$target"
    mkdir -p "$found"
    printf '%s, seed %s, %s s\n' "$target" "$seed" "$share"
    # Leaks are not looked for: Swift's runtime keeps its caches until the end. Its backtracer can
    # wait for ever under the sanitizer, which prints a trace of its own.
    if ! MARGINALIA_FUZZ="$target" ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no "$build/debug/marginalia-fuzz" \
        -seed="$seed" -max_total_time="$share" -timeout=5 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="$build/crashes/$target-" "$found" "$folder" >"$build/$target.log" 2>&1
    then
        tail -40 "$build/$target.log"
        echo "$target crashed; the input is in $build/crashes, the log in $build/$target.log" >&2
        exit 1
    fi
    if ! grep -q ' cov: ' "$build/$target.log"; then
        echo "$target: the fuzzer does not count which code it reaches" >&2
        exit 1
    fi
    grep -E '^(Done|#[0-9]+[[:space:]]+DONE)' "$build/$target.log" | tail -1
done

# Documents that must be refused, each alone, within a minute and two gigabytes.
python3 -B Sources/marginalia-fuzz/hostile.py "$build/hostile"
count=0
for document in "$build"/hostile/*; do
    name=$(basename "$document")
    case "$name" in page-*) target=hostilePage ;; *) target=hostileFeed ;; esac
    if ! MARGINALIA_FUZZ="$target" ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no \
        timeout 90 "$build/debug/marginalia-fuzz" -timeout=60 -rss_limit_mb=2048 \
        "$document" >"$build/hostile.log" 2>&1
    then
        tail -40 "$build/hostile.log"
        echo "$document was not refused as it should be" >&2
        exit 1
    fi
    count=$((count + 1))
done
rm -r "$build/hostile"
echo "hostile: $count documents, each refused"
