#!/usr/bin/env bash
# Lets Caddy read the Caddyfile of the compose example, with the snippet that a site has in its place.
# Usage: caddyfile.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
snippet=$(realpath Output/current/server/Caddyfile.snippet)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
sed "s|/srv/Output/current/server/Caddyfile.snippet|$snippet|" Packaging/container/Caddyfile > "$scratch/Caddyfile"
HOME=$scratch caddy adapt --adapter caddyfile --config "$scratch/Caddyfile" > "$scratch/adapted"
grep -q '"/srv/Output/current/site"' "$scratch/adapted"
echo "Caddy serves Output/current/site"
