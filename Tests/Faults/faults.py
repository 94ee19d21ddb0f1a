"""Lets each call of a night that changes a file fail, and looks at what is left.

Usage: faults.py PROGRAM [POINTS]

A small site is published once. Then a night that changes it runs again and again, each time with another
of its calls failing: once, or it and all after it; with a full disk, a broken one, or half a write. After
each fault the site has to be the old one (exit 3 or 8) or the new one (exit 0 or 9), whole; the message
has to name a file; what is appended to has to hold whole lines; and the next night has to end with 0 and
the new site. The same for the first night of a site. POINTS calls are taken, all of them unless given.

It lies in memory where there is room, and a fault is tried on each processor at once.
"""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
NIGHT = "2026-02-01T16:30:00Z"
KINDS = [(kind, stays) for stays in (False, True) for kind in ("ENOSPC", "EIO", "SHORT")]
MEMORY = "/dev/shm"
ACCOUNT = HERE.parents[1] / "Content/portfolios/sample-binance-call.json"
SETTINGS = """
nightly:
  metrics: ../run.prom
  onFailure:
    articles: quarantine
  alerts:
    from: call
    file: ../alerts.ndjson
"""
ARTICLE = """---
title: {title}
summary: Which of two releases this is.
date: 2026-02-01T12:00:00Z
rights: own
---
## Text
Nothing more.
"""


class Night:
    """A site before a night, and what that night is to lead to."""

    def __init__(self, program, folder, name, library, accounts):
        self.program, self.folder, self.name, self.library = program, folder, name, library
        self.accounts = accounts
        self.whole = set()
        self.before = self.title(folder)

    def run(self, site, *arguments, accounts=None, **fault):
        variables = dict(os.environ)
        if fault:
            variables.update(fault, LD_PRELOAD=str(self.library))
        command = [self.program, *arguments, "-C", site / "site"]
        return subprocess.run(
            command, env=variables, input=accounts or "", capture_output=True, text=True)

    def nightly(self, site, **fault):
        arguments = ("nightly", "-q", "--jobs", "1", "--clock", NIGHT, "--accounts", "-")
        return self.run(site, *arguments, accounts=self.accounts, **fault)

    def copy(self, target):
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", self.folder, target], check=True)
        return target

    def calls(self, scratch):
        """Of the night without a fault: the name and path of each call."""
        log = scratch / "calls"
        log.unlink(missing_ok=True)
        answer = self.nightly(self.copy(scratch / "counted"), FAULT_LOG=str(log))
        assert answer.returncode == 0, answer.stderr
        return [line.split(" ", 2)[1:] for line in log.read_text().splitlines()]

    def title(self, site):
        """What a reader sees now; None where nothing is live."""
        live = site / "site/Output/current"
        if not os.path.lexists(live):
            return None
        # The program judges the same bytes and modes once.
        seen = digest(live)
        if seen not in self.whole:
            verified = self.run(site, "verify")
            assert verified.returncode == 0, f"what is live is not whole: {verified.stderr}"
            self.whole.add(seen)
        text = (live / "site/articles/night/index.html").read_text()
        return next((t for t in ("Old words", "New words") if t in text), "neither")

    def fault(self, site, number, kind, stays):
        """Runs the night with a fault, and the one after it; returns the exit code."""
        self.copy(site)
        fault = {"FAULT_AT": str(number), "FAULT_KIND": kind}
        if stays:
            fault["FAULT_STAYS"] = "1"
        answer = self.nightly(site, **fault)
        code, after = answer.returncode, self.title(site)
        assert code in (0, 3, 8, 9), f"exit {code}: {answer.stderr}"
        assert after == ("New words" if code in (0, 9) else self.before), f"exit {code}, but {after}"
        if code != 0:
            assert "/" in answer.stderr, f"no file is named: {answer.stderr}"
        healed = self.nightly(site)
        assert healed.returncode == 0, f"exit {code}, then {healed.returncode}: {healed.stderr}"
        assert self.title(site) == "New words", "the night after does not heal it"
        left = [p for p in os.listdir(site / "site/Output/releases") if p[:5] in (".stag", ".stal")]
        left += [p for p in (site / "site/Output/private").rglob("*") if p.name.endswith(".partial")]
        assert not left, f"left behind: {left}"
        reports = site / "site/Output/private" / NIGHT[:10]
        for file in (site / "alerts.ndjson", reports / "index.ndjson"):
            for line in file.read_text().splitlines():
                json.loads(line)
        names = sorted(p.name for p in reports.glob("*.html"))
        assert "book.html" in names and len(names) == 3, "not each account has one report, and all have a book"
        for line in (site / "site/Output/.state/journal").read_text().splitlines():
            assert len(line.split(" ")) >= 5, f"torn: {line}"
        assert "marginalia_run_success 1\n" in (site / "run.prom").read_text()
        return code


def digest(folder):
    """Of the paths, modes and bytes of all that lies in a folder."""
    sum_ = hashlib.sha256()
    for place, folders, files in os.walk(folder.resolve()):
        folders.sort()
        for name in sorted(files) + [""]:
            path = os.path.join(place, name)
            sum_.update(f"{os.path.relpath(path, folder.resolve())} {os.stat(path).st_mode}\n".encode())
            if name:
                sum_.update(hashlib.sha256(pathlib.Path(path).read_bytes()).digest())
    return sum_.digest()


def kinds(call):
    """Only of a write a part can be done; of other calls `SHORT` would be `ENOSPC` again."""
    return [(kind, stays) for kind, stays in KINDS if kind != "SHORT" or call == "write"]


def nights(program, scratch, library):
    """The first night of a site, and one that changes it."""
    first = scratch / "first"
    first.mkdir()
    subprocess.run([program, "init", "-q", first / "site"], check=True)
    settings = first / "site/Content/site.yml"
    settings.write_text(settings.read_text() + SETTINGS)
    for article in (first / "site/Content/articles").glob("*.md"):
        article.unlink()
    article = first / "site/Content/articles/night.md"
    article.write_text(ARTICLE.format(title="New words"))
    account = json.loads(ACCOUNT.read_text()) | {"id": "kestrel-00001"}
    account.pop("fictional")
    accounts = json.dumps(account) + "\n"
    second = scratch / "second"
    subprocess.run(["cp", "-a", first, second], check=True)
    article = second / "site/Content/articles/night.md"
    article.write_text(ARTICLE.format(title="Old words"))
    answer = Night(program, second, "", library, accounts).nightly(second)
    assert answer.returncode == 0, answer.stderr
    article.write_text(ARTICLE.format(title="New words"))
    for file in (second / "alerts.ndjson", second / "site/Output/private/states.ndjson"):
        file.unlink(missing_ok=True)
    return [
        Night(program, first, "the first night", library, accounts),
        Night(program, second, "a later night", library, accounts),
    ]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    points = int(sys.argv[2]) if len(sys.argv) > 2 else None
    in_memory = os.path.isdir(MEMORY) and shutil.disk_usage(MEMORY).free > 1 << 30
    scratch = tempfile.mkdtemp(prefix="marginalia-faults-", dir=MEMORY if in_memory else None)
    scratch = pathlib.Path(scratch)
    library = scratch / "fault.so"
    compiler = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", library, HERE / "fault.c", "-ldl"]
    subprocess.run(compiler, check=True)
    sites = queue.SimpleQueue()
    for worker in range(os.cpu_count()):
        sites.put(scratch / f"site-{worker}")
    try:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            nights_ = nights(program, scratch, library)
            share = None if points is None else max(1, points // len(nights_))
            failures = sum(try_all(night, share, scratch, pool, sites) for night in nights_)
    finally:
        shutil.rmtree(scratch)
    print(f"{failures} faults with a failure" if failures else "the site was whole after each")
    sys.exit(1 if failures else 0)


def try_all(night, share, scratch, pool, sites):
    """The faults of one night, `share` of them, all of them for None; returns how many it did not survive."""
    calls = night.calls(scratch)
    share = share or len(calls)
    numbers = [1 + i * len(calls) // share for i in range(min(share, len(calls)))]
    faults = []
    for index, number in enumerate(numbers):
        # All kinds at every point, or with a sample another one at each.
        those = kinds(calls[number - 1][0])
        if share < len(calls):
            those = [those[index % len(those)]]
        faults += [(number, *kind) for kind in those]
    codes, failures = collections.Counter(), 0

    def attempt(fault):
        site = sites.get()
        try:
            return night.fault(site, *fault), None
        except (AssertionError, OSError, ValueError) as problem:
            return None, problem
        finally:
            sites.put(site)

    for (number, kind, stays), (code, problem) in zip(faults, pool.map(attempt, faults)):
        if problem is None:
            codes[code] += 1
            continue
        failures += 1
        call = " ".join(calls[number - 1])
        print(f"{night.name}, call {number} ({call}), {kind}{' for good' if stays else ''}: {problem}",
              flush=True)
    told = ", ".join(f"{n} with {code}" for code, n in sorted(codes.items()))
    print(f"{night.name}: {len(calls)} calls, {sum(codes.values())} of {len(faults)} faults survived: {told}",
          flush=True)
    return failures


main()
