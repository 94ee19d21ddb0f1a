"""A desk's night, measured: reports of many accounts into packs. See README.md.

    night.py PROGRAM COUNT FOLDER

1,000 accounts and COUNT by one process, then COUNT by two. Roots must agree, and memory must be flat.
"""

import json
import os
import shutil
import subprocess
import sys
import time

CLOCK = "2026-02-01T16:30:00Z"
FEW = 1_000
# What COUNT accounts may need more than FEW.
FLAT_MEGABYTES = 20
HERE = os.path.dirname(os.path.abspath(__file__))


def accounts(count, path):
    with open(path, "wb") as file:
        subprocess.run(
            [sys.executable, os.path.join(HERE, "night_accounts.py"), str(count)], stdout=file,
            check=True)
    return path


def children(process):
    found = [process]
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/children", encoding="ascii") as file:
                for child in file.read().split():
                    found += children(int(child))
    except OSError:
        # It ended while it was looked at.
        pass
    return found


def memory(process):
    """What a process and its children hold, pages that they share once, in megabytes."""
    kilobytes = 0
    for member in children(process):
        try:
            with open(f"/proc/{member}/smaps_rollup", encoding="ascii") as file:
                kilobytes += next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except (OSError, StopIteration):
            pass
    return kilobytes / 1024


def last(path):
    with open(path, "rb") as file:
        file.seek(max(0, os.path.getsize(path) - 4096))
        return json.loads(file.read().splitlines()[-1])


def run(program, site, source, count, processes, folder):
    """Makes the reports of all accounts; gives the root of the night."""
    shutil.rmtree(folder, ignore_errors=True)
    os.mkdir(folder)
    before = os.times()
    start = time.monotonic()
    parts = []
    for part in range(1, processes + 1):
        parts.append(subprocess.Popen([
            program, "report", "-C", site, "--accounts", source, "--pack", f"{folder}/{part}.tar",
            "--manifest", f"{folder}/{part}.ndjson", "--clock", CLOCK, "--format", "html,json",
            "--shard", f"{part}/{processes}", "--jobs", "1", "-q"]))
    peak = 0.0
    while any(part.poll() is None for part in parts):
        peak = max(peak, sum(memory(part.pid) for part in parts))
        time.sleep(0.25)
    wall = time.monotonic() - start
    after = os.times()
    if any(part.returncode not in (0, 9) for part in parts):
        sys.exit("a part of the night failed")
    size = sum(os.path.getsize(f"{folder}/{part}.tar") for part in range(1, processes + 1))
    began = time.monotonic()
    merged = subprocess.run(
        [program, "merge", *(f"{folder}/{part}.ndjson" for part in range(1, processes + 1)),
         "--output", folder, "--expect", str(count), "-q"], check=False)
    merging = time.monotonic() - began
    if merged.returncode not in (0, 9):
        sys.exit("the night is not whole")
    end = last(f"{folder}/manifest.ndjson")
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    print(
        f"{count} accounts, {processes} process(es): wall {wall:.0f} s, CPU {cpu:.0f} s "
        f"({1000 * cpu / count:.2f} ms each, {count / cpu:.0f} a second and core), "
        f"peak {peak:.0f} MB, packs {size / 1e9:.2f} GB, merge {merging:.1f} s, "
        f"{json.dumps(end['status'])} {json.dumps(end['state'])}", flush=True)
    shutil.rmtree(folder)
    return end["root"], peak


def main():
    program, count, folder = os.path.abspath(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    os.nice(5)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    site = os.path.join(folder, "site")
    subprocess.run([program, "init", site, "-q"], check=True, stdout=subprocess.DEVNULL)
    few = accounts(FEW, os.path.join(folder, "few.ndjson"))
    many = accounts(count, os.path.join(folder, "many.ndjson"))
    night = os.path.join(folder, "night")
    _, small = run(program, site, few, FEW, 1, night)
    root, peak = run(program, site, many, count, 1, night)
    other, _ = run(program, site, many, count, 2, night)
    shutil.rmtree(folder)
    if root != other:
        sys.exit("one process and two give different roots")
    print(f"the same root by one and by two: {root}")
    if peak > small + FLAT_MEGABYTES:
        sys.exit(f"{peak - small:.0f} MB more than of {FEW} accounts")


if __name__ == "__main__":
    main()
