"""Lets each call of a night that changes a file fail, and looks at what is left.

Usage: faults.py PROGRAM [POINTS]

A small site is published once. Then a night that changes it runs again and again, each time with another
of its calls failing: once, or it and all after it; with a full disk, a broken one, or half a write. After
each fault the site has to be the old one (exit 3 or 8) or the new one (exit 0 or 9), whole; the message
has to name a file; what is appended to has to hold whole lines; and the next night has to end with 0 and
the new site. The same for the first night of a site. POINTS calls are taken, all of them unless given.
"""

import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
NIGHT = "2026-11-30T12:00:00Z"
KINDS = [(kind, stays) for stays in (False, True) for kind in ("ENOSPC", "EIO", "SHORT")]
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

    def __init__(self, program, folder, name, library):
        self.program, self.folder, self.name, self.library = program, folder, name, library

    def run(self, site, *arguments, **fault):
        variables = dict(os.environ)
        if fault:
            variables.update(fault, LD_PRELOAD=str(self.library))
        command = [self.program, *arguments, "-C", site / "site"]
        return subprocess.run(command, env=variables, capture_output=True, text=True)

    def nightly(self, site, **fault):
        return self.run(site, "nightly", "-q", "--jobs", "1", "--clock", NIGHT, **fault)

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
        page = site / "site/Output/current/site/articles/night/index.html"
        if not os.path.lexists(site / "site/Output/current"):
            return None
        verified = self.run(site, "verify")
        assert verified.returncode == 0, f"what is live is not whole: {verified.stderr}"
        return next((t for t in ("Old words", "New words") if t in page.read_text()), "neither")

    def fault(self, site, number, kind, stays):
        """Runs the night with a fault, and the one after it; returns the exit code."""
        self.copy(site)
        before = self.title(site)
        fault = {"FAULT_AT": str(number), "FAULT_KIND": kind}
        if stays:
            fault["FAULT_STAYS"] = "1"
        answer = self.nightly(site, **fault)
        code, after = answer.returncode, self.title(site)
        assert code in (0, 3, 8, 9), f"exit {code}: {answer.stderr}"
        assert after == ("New words" if code in (0, 9) else before), f"exit {code}, but {after}"
        if code != 0:
            assert "/" in answer.stderr, f"no file is named: {answer.stderr}"
        healed = self.nightly(site)
        assert healed.returncode == 0, f"exit {code}, then {healed.returncode}: {healed.stderr}"
        assert self.title(site) == "New words", "the night after does not heal it"
        left = [p for p in os.listdir(site / "site/Output/releases") if p[:5] in (".stag", ".stal")]
        assert not left, f"left behind: {left}"
        for line in (site / "alerts.ndjson").read_text().splitlines():
            json.loads(line)
        for line in (site / "site/Output/.state/journal").read_text().splitlines():
            assert len(line.split(" ")) >= 5, f"torn: {line}"
        assert "marginalia_run_success 1\n" in (site / "run.prom").read_text()
        return code


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
    second = scratch / "second"
    subprocess.run(["cp", "-a", first, second], check=True)
    article = second / "site/Content/articles/night.md"
    article.write_text(ARTICLE.format(title="Old words"))
    night = Night(program, second, "a later night", library)
    answer = night.nightly(second)
    assert answer.returncode == 0, answer.stderr
    article.write_text(ARTICLE.format(title="New words"))
    for file in (second / "alerts.ndjson", second / "site/Output/private/states.ndjson"):
        file.unlink(missing_ok=True)
    return [Night(program, first, "the first night", library), night]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    points = int(sys.argv[2]) if len(sys.argv) > 2 else None
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="marginalia-faults-"))
    library = scratch / "fault.so"
    compiler = ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-o", library, HERE / "fault.c", "-ldl"]
    subprocess.run(compiler, check=True)
    failures = 0
    try:
        all_nights = nights(program, scratch, library)
        for night in all_nights:
            calls = night.calls(scratch)
            share = len(calls) if points is None else max(1, points // len(all_nights))
            numbers = [1 + i * len(calls) // share for i in range(min(share, len(calls)))]
            codes = collections.Counter()
            for index, number in enumerate(numbers):
                # All kinds at every point, or with a sample another one at each.
                for kind, stays in KINDS if points is None else [KINDS[index % len(KINDS)]]:
                    try:
                        codes[night.fault(scratch / "site", number, kind, stays)] += 1
                    except AssertionError as problem:
                        failures += 1
                        call = " ".join(calls[number - 1])
                        print(f"{night.name}, call {number} ({call}), {kind}"
                              f"{' for good' if stays else ''}: {problem}")
            told = ", ".join(f"{n} with {code}" for code, n in sorted(codes.items()))
            print(f"{night.name}: {len(calls)} calls, {sum(codes.values())} faults survived: {told}")
    finally:
        shutil.rmtree(scratch)
    print(f"{failures} faults with a failure" if failures else "the site was whole after each")
    sys.exit(1 if failures else 0)


main()
