#!/usr/bin/env bash
# One part of a night as a job of an array: Slurm, a Kubernetes Indexed Job, AWS Batch, or anything that
# sets PART (from 0) and PARTS. Run again, it leaves out what its manifest has already.
#
#     night.sh SITE ACCOUNTS OUTPUT CLOCK INPUTS [MORE OPTIONS OF report]
#
# INPUTS is the digest in the head of a manifest (see docs/at-scale.md). MARGINALIA names the program.
set -euo pipefail

[ $# -ge 5 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
site=$1 accounts=$2 output=$3 clock=$4 inputs=$5
shift 5

if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    part=$((SLURM_ARRAY_TASK_ID - ${SLURM_ARRAY_TASK_MIN:-0}))
    parts=${PARTS:-$SLURM_ARRAY_TASK_COUNT}
else
    part=${JOB_COMPLETION_INDEX:-${AWS_BATCH_JOB_ARRAY_INDEX:-${PART:?set PART, or run it as an array}}}
    parts=${PARTS:-${AWS_BATCH_JOB_ARRAY_SIZE:?set PARTS, which this engine does not tell}}
fi

mkdir -p -m 700 "$output" "$output/parts"
manifest=$output/parts/$part-of-$parts.ndjson
since=()
if [ -s "$manifest" ]; then since=(--since "$manifest"); fi

code=0
"${MARGINALIA:-marginalia}" report -C "$site" --accounts "$accounts" --shard "$((part + 1))/$parts" \
    --output "$output" --manifest "$manifest" --clock "$clock" --inputs "$inputs" --allow-empty -q \
    "${since[@]}" "$@" || code=$?

# Accounts that failed stand in the manifest: running again would change nothing.
if [ "$code" = 9 ]; then code=0; fi
exit "$code"
