"""Takes mutated accounts, settings and clocks through whole verbs: none may end by a signal or a defect.

Usage: verbs.py PROGRAM [COUNT] [SEED]

COUNT accounts (20,000) are made of the samples: values replaced by extreme or foreign ones, members left
out, doubled or moved, bytes flipped. They go in batches through assess, plan, report and nightly,
under a clock of their own and, where a verb reads a site, under settings that are mutated as well. Prints
how many accounts each verb had, and keeps the input of a batch that failed.
"""

import collections
import copy
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 100
VALUES = [
    "9223372036854775807", "-9223372036854775808", "-1", "0", "1", "1e308", "1e-308", "1e400", "1e38",
    "1e-38", "1e18", "1e-18", "0.01", "8760", "2562047788015", "1" * 40, "0." + "0" * 37 + "1", "0.1234567890123456789",
    "170141183460469231731687303715884105727", "", " ", "NaN", "-0", "0x10", "long", "short", "cross",
    "isolated", "binance", "bybit", "okx", "BTCUSDT", "USDT", "1970-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00+23:59", "2026-02-01T16:25:00Z", "\u202e", "\0", "=1+1",
    "a" * 65, None, True, False, 0, -1, 1e300, 2**64, [], {}, [[]], [{}], {"id": "x"},
]
CLOCKS = [
    "2026-02-01T16:30:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "2026-03-29T01:30:00Z",
    "2026-10-25T01:30:00Z", "2028-02-29T23:59:59Z", "2026-02-01T16:20:00+23:59",
]
SETTINGS = ["0", "-1", "1", "100", "1e30", "999999999999", "99999d", "''", "[]", "{}", "null", "yes", "'\\x00'", "~"]
# What each verb may end with: anything but a signal, or 70.
VERBS = ["assess", "plan", "assess", "plan", "report", "nightly"]


def places(value, found):
    """Every list and object that has members, with their keys."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, member in items:
        found.append((value, key))
        if isinstance(member, (dict, list)):
            places(member, found)
    return found


def mutant(sample, number, chance):
    account = copy.deepcopy(sample)
    account["id"] = f"mutant-{number}"
    account["fictional"] = False
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        owner, key = chance.choice(places(account, []))
        kind = chance.random()
        if kind < 0.7:
            owner[key] = copy.deepcopy(chance.choice(VALUES))
        elif kind < 0.8 and isinstance(owner, dict):
            del owner[key]
        elif kind < 0.9 and isinstance(owner, list):
            owner.extend([copy.deepcopy(owner[key])] * chance.choice([1, 3, 40]))
        else:
            other, place = chance.choice(places(account, []))
            owner[key] = copy.deepcopy(other[place])
    try:
        line = bytearray(json.dumps(account, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return b"{}"
    if chance.random() < 0.1:
        for _ in range(chance.choice([1, 2, 5])):
            line[chance.randrange(len(line))] = chance.randrange(256)
    return bytes(line).replace(b"\n", b" ")


def settings(text, chance):
    """The site's settings with a few values replaced."""
    lines = text.splitlines()
    for _ in range(chance.choice([0, 1, 1, 2])):
        number = chance.randrange(len(lines))
        lines[number] = re.sub(r"^(\s*[\w-]+:\s*)\S.*$", lambda m: m.group(1) + chance.choice(SETTINGS), lines[number])
    return "\n".join(lines) + "\n"


def command(program, verb, site, file, clock):
    if verb in ("assess", "plan"):
        return [program, verb, file, "--json", "--venues", site / "Content/venues", "--clock", clock]
    options = ["-q", "-C", site, "--accounts", file, "--clock", clock]
    return [program, verb, *options] + (["--accept-changes"] if verb == "nightly" else ["--format", "html,md,json,csv"])


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    samples = [json.loads(p.read_text()) for p in sorted((ROOT / "Content/portfolios").glob("*.json"))]
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="marginalia-mutants-"))
    site = scratch / "site"
    for name in ("Content", "Templates"):
        shutil.copytree(ROOT / name, site / name)
    usual = (site / "Content/site.yml").read_text()
    told, codes, failures, number = collections.Counter(), collections.Counter(), 0, 0
    while number < count:
        verb, clock = chance.choice(VERBS), chance.choice(CLOCKS)
        batch = [mutant(chance.choice(samples), number + i, chance) for i in range(min(BATCH, count - number))]
        number += len(batch)
        (scratch / "batch.ndjson").write_bytes(b"\n".join(batch) + b"\n")
        (site / "Content/site.yml").write_text(settings(usual, chance))
        shutil.rmtree(site / "Output", ignore_errors=True)
        answer = subprocess.run(
            command(program, verb, site, scratch / "batch.ndjson", clock), capture_output=True)
        told[verb] += len(batch)
        codes[answer.returncode] += 1
        if not 0 <= answer.returncode < 70 or b"[defect]" in answer.stderr:
            failures += 1
            kept = pathlib.Path(tempfile.mkdtemp(prefix=f"marginalia-mutant-{verb}-"))
            shutil.copy(scratch / "batch.ndjson", kept)
            shutil.copy(site / "Content/site.yml", kept)
            print(f"{verb} under {clock} ended with {answer.returncode}; its input is in {kept}", flush=True)
            print(answer.stderr[-400:].decode("utf-8", "replace"))
    shutil.rmtree(scratch)
    print(f"{number} accounts: " + ", ".join(f"{n} {verb}" for verb, n in sorted(told.items())))
    print("exit codes of runs: " + ", ".join(f"{n} with {code}" for code, n in sorted(codes.items())))
    sys.exit(1 if failures else 0)


main()
