#!/usr/bin/env bash
# Makes the site of blog/ in a folder that is not there yet: what init writes, and over it what blog/ has.
#
#   make.sh MARGINALIA FOLDER
set -euo pipefail

program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
"$program" init "$2" --from "$here/../../.." --quiet
cp -R "$here/blog/." "$2/"
"$program" build --strict --quiet -C "$2"
