#!/usr/bin/env bash
# Makes the site of blog/ in a folder that is not there yet: what init writes, and over it what blog/ has.
# With a language: what init writes in it, as it is.
#
#   make.sh MARGINALIA FOLDER [LANGUAGE]
set -euo pipefail

program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
"$program" init "$2" --from "$here/../../.." --language "${3:-en}" --quiet
if [ $# -lt 3 ]; then
  cp -R "$here/blog/." "$2/"
  "$program" build --strict --quiet -C "$2"
else
  # Its publisher has yet to complete two pages, which is told.
  "$program" build --quiet -C "$2"
fi
