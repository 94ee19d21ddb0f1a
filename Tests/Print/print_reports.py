"""Prints reports with both engines and checks what comes out. See README.md."""

import json
import math
import pathlib
import shutil
import subprocess
import sys
import tempfile

import accounts
import forms
import pages
import refusals

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = "Output/private/2026-02-01"
# Chromium's own sandbox needs rights that a build machine's container does not give.
ENGINES = {
    "weasyprint": [str(pathlib.Path(sys.argv[2]).absolute()), str(ROOT / "Sources/pdf-worker/weasyprint_worker.py")],
    "chromium": [shutil.which("chromium") or "/usr/bin/chromium", "--no-sandbox"],
}


def site(folder, engine, command=None, sections="full"):
    """The shipped site with more contracts, more accounts, this engine and this form of report."""
    for name in ("Content", "Templates"):
        shutil.copytree(ROOT / name, folder / name)
    path = folder / "Content/venues/binance.json"
    sheet = json.loads(path.read_text())
    names = accounts.made_up(sheet, 70)
    path.write_text(json.dumps(sheet))
    statements = accounts.statements(names, sheet).values()
    for account in statements if sections == "statement" else accounts.all_accounts(names):
        account["fictional"] = True
        (folder / f"Content/portfolios/{account['id']}.json").write_text(json.dumps(account))
    with (folder / "Content/site.yml").open("a") as settings:
        settings.write(
            f"\npdf:\n  engine: {engine}\n  command: {json.dumps(command or ENGINES[engine])}\n"
            f"  timeout: 600s\nreport:\n  sections: {sections}\n")
    (folder / ".marginalia-key").write_bytes(bytes(range(32)))
    (folder / ".marginalia-key").chmod(0o600)


def report(folder, *ids):
    subprocess.run(
        [sys.argv[1], "report", *ids, "-C", str(folder), "-q", "--format", "html,md,json,csv,pdf"],
        check=True)
    lines = (folder / DAY / "index.ndjson").read_text().splitlines()
    return {line["id"]: line["token"] for line in map(json.loads, lines)}


def with_liberation_alone(folder, engine, problems):
    """Margin calls, a bankrupt account and a name of other scripts, with the fonts that
    `make pdf-tools` installs and no others: a PDF each, with the words of the state."""
    folder.mkdir()
    site(folder, engine, refusals.with_liberation_alone(folder, ENGINES[engine]))
    ids = ["sample-binance-call", "sample-binance-liquidation", "print-gone", "print-emoji"]
    tokens = report(folder, *ids)
    for name in ids:
        path = folder / DAY / f"{tokens[name]}.pdf"
        if not path.exists():
            problems.append(f"{name}: no PDF by {engine} with Liberation alone")
            continue
        found = []
        pages.check(path, engine, path.with_suffix(".html").read_text(), found)
        fonts = subprocess.run(
            ["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout
        strange = [f for f in fonts.splitlines()[2:] if "Liberation" not in f.split()[0]]
        problems += [f"{name}, Liberation alone: {problem}" for problem in found + strange]


def statements(folder, engine, problems):
    """Two sheets up to ten positions, then one more for each 25; the last sheet is no rest of a few
    lines, and each says what it is."""
    folder.mkdir()
    site(folder, engine, sections="statement")
    counts = [0, 1, 10, 35, 68]
    tokens = report(folder, *(f"statement-{count}" for count in counts))
    for count in counts:
        path = folder / DAY / f"{tokens[f'statement-{count}']}.pdf"
        found = []
        sheets = pages.check(
            path, engine, path.with_suffix(".html").read_text(), found, "Margin statement")
        allowed = 2 + math.ceil(max(0, count - 10) / 25)
        if sheets > allowed:
            found.append(f"{engine}: {sheets} sheets for {count} positions, {allowed} are allowed")
        state = json.loads(path.with_suffix(".json").read_text())["state"]
        if state != ("call" if count else "healthy"):
            found.append(f"{engine}: {count} positions are {state}, so that the test measures nothing")
        problems += [f"statement of {count}: {problem}" for problem in found]


def main():
    problems = []
    figures = sheets = 0
    refusals.check(ENGINES["weasyprint"], problems)
    refusals.check_fonts(ENGINES["weasyprint"], problems)
    with tempfile.TemporaryDirectory() as scratch:
        for engine in ENGINES:
            with_liberation_alone(pathlib.Path(scratch) / f"{engine}-liberation", engine, problems)
        for engine in ENGINES:
            statements(pathlib.Path(scratch) / f"{engine}-statements", engine, problems)
        folders = {engine: pathlib.Path(scratch) / engine for engine in ENGINES}
        for engine, folder in folders.items():
            site(folder, engine)
            tokens = report(folder)
        for name, token in sorted(tokens.items()):
            found = []
            path = {engine: folder / DAY / f"{token}.pdf" for engine, folder in folders.items()}
            texts = {
                form: (folders["weasyprint"] / DAY / f"{token}.{form}").read_text()
                for form in ("html", "md", "json", "csv")
            }
            counts = {
                engine: pages.check(path[engine], engine, texts["html"], found)
                for engine in ENGINES
            }
            if abs(counts["weasyprint"] - counts["chromium"]) > 1:
                found.append(f"the engines differ in pages: {counts}")
            few = len(json.loads(texts["json"])["positions"]) <= 12
            for engine in ENGINES if few else []:
                pages.check_first_sheet(path[engine], engine, texts["html"], found)
            figures += forms.check(texts | {e: pages.text(path[e]) for e in ENGINES}, found)
            sheets += sum(counts.values())
            problems += [f"{name}: {problem}" for problem in found]

        # The same HTML gives the same bytes.
        folder = folders["weasyprint"]
        before = {t: (folder / DAY / f"{t}.pdf").read_bytes() for t in tokens.values()}
        for note in (folder / DAY).glob("*.pdf-source"):
            note.unlink()
        report(folder)
        for name, token in tokens.items():
            if (folder / DAY / f"{token}.pdf").read_bytes() != before[token]:
                problems.append(f"{name}: WeasyPrint gave other bytes the second time")

    print("\n".join(problems))
    print(f"{len(tokens)} reports, {figures} figures, {sheets} sheets, {len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
