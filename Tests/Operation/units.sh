#!/usr/bin/env bash
# What systemd-analyze says of the units that `init --systemd` writes: that they are valid, how exposed the
# service is, and when the timer starts it on both nights on which clocks change. Needs no running systemd.
# Usage: units.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
# The service may be no more exposed than this, of 10.
most=2.5

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" init -q "$folder/site"
"$program" init -q "$folder/site" --systemd --user root
cd "$folder/site/systemd"
systemd-analyze verify --man=no ./marginalia.service ./marginalia.timer ./marginalia-failure.service
echo "verify: no complaint"

systemd-analyze security --offline=true --threshold="${most/./}" ./marginalia.service >"$folder/security" \
    || { cat "$folder/security" >&2; echo "the service is more exposed than $most" >&2; exit 1; }
tail -1 "$folder/security"

# The default hour exists once on each night, wherever clocks change.
calendar=$(sed -n 's/^OnCalendar=//p' marginalia.timer)
for night in "Europe/Berlin 2026-03-28 2026-03-29" "Europe/Berlin 2026-10-24 2026-10-25" \
    "America/New_York 2026-03-07 2026-03-08" "America/New_York 2026-10-31 2026-11-01"; do
    read -r zone before day <<<"$night"
    next=$(TZ=$zone systemd-analyze calendar --base-time="$before 12:00" --iterations=2 "$calendar" \
        | sed -n 's/.*\(Next elapse\|Iter. #2\): [A-Z][a-z][a-z] \([-0-9]* [:0-9]*\).*/\2/p')
    following=$(date -d "$day +1 day" +%F)
    if [ "$next" != "$day 04:30:00"$'\n'"$following 04:30:00" ]; then
        printf 'in %s the timer starts at:\n%s\n' "$zone" "$next" >&2
        exit 1
    fi
    echo "calendar: once on $day in $zone"
done
