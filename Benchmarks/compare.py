"""Builds the same articles with Marginalia and with Hugo, in turns, and compares time and memory.

    compare.py MARGINALIA HUGO [--counts 12,1000,10000] [--rounds N] [--disk FOLDER]

Each count is measured in memory (/dev/shm), and with --disk below that folder too. Hugo makes its cheapest
list of related articles, the newest six of a shared topic; a second line has its related feature, whose
list has to be ours. Before anything is timed, both outputs are held against the articles and against each
other: every article's text, steps, questions, topics, tables, quotes, code, prices and related articles,
and every list. A fault ends the comparison. Marginalia runs with all its checks, questions as sections of
their articles, and no Markdown twins.

A count above 10,000 is built by Marginalia alone. Each run has an output folder of its own. On a disk
nothing is deleted while anything is measured, nor in the six minutes before: ext4 avoids the inodes of
deleted files for minutes, and searches past each of them.
"""

import argparse
import html
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
LARGEST_OF_BOTH = 10_000
SECONDS_AFTER_DELETING = 360


def measured(command, log, **environment):
    """Wall seconds, CPU seconds and peak bytes of one run."""
    os.sync()
    start = time.monotonic()
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=os.environ | environment)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{pathlib.Path(log).read_text(encoding='utf-8')[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


# What both sites have to hold.


def visible(markup):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).casefold()


def plain(line):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"[*]+|^(#+|-|>|\d+\.) ", "", text).strip().casefold()


def related(page):
    """The addresses under "Read next", in their order."""
    return re.findall(r'<h3><a href="(/articles/[^"/]+/)"', page.split("Read next")[-1])


def listed(site, root, page):
    """The addresses that a list names on all its pages, in their order; `page` names those after the
    first."""
    found, number, path = [], 1, site / root / "index.html"
    while path.is_file():
        found += re.findall(r'<h3><a href="(/articles/[^"/]+/)"', path.read_text(encoding="utf-8"))
        number += 1
        path = site / root / page.format(number) / "index.html"
    return found


def parsed(source):
    """The front matter of an article, its text and its topics."""
    front, text = source.read_text(encoding="utf-8").split("---\n\n", 1)
    return front, text, re.search(r"(?:tags|topics): \[(.*)\]", front)[1].split(", ")


def faults(site, articles):
    """What is missing from a built site."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    topics = {f"/articles/{source.stem}/": set(parsed(source)[2]) for source in articles}
    for source in articles:
        front, text, tags = parsed(source)
        address = f"/articles/{source.stem}/"
        page = (site / address[1:] / "index.html").read_text(encoding="utf-8")
        # From the title to the related articles, without the lists that repeat headings.
        text_part = re.sub(r"<nav\b.*?</nav>", "", page.split("<h1>")[-1].split("Read next")[0], flags=re.S)
        shown = visible(text_part)
        title, summary = (
            re.search(rf'{key}: "(.*)"', front)[1].casefold() for key in ("title", "summary"))
        if not shown.startswith(title):
            yield f"{address}: no title"
        lines = [line for line in text.splitlines() if line and not line.startswith(("|", "```"))]
        for words in [summary] + [plain(line) for line in lines]:
            if words not in shown:
                yield f"{address}: no '{words[:60]}'"
        for element, count in (
            ("li", len(re.findall(r"^(?:\d+\.|-) ", text, re.M)) + len(tags)),
            ("h3", text.count("\n### ")), ("tr", 6 if "\n|---" in text else 0),
            ("blockquote", text.count("\n> ")), ("pre", text.count("\n```\n") // 2),
        ):
            found = len(re.findall(rf"<{element}[ >]", text_part))
            if found != count:
                yield f"{address}: {found} elements '{element}' instead of {count}"
        if page.count("<data data-asset=") != 4 or '"application/ld+json"' not in page:
            yield f"{address}: no prices, or no structured data"
        for tag in tags:
            if f'href="/topics/{tag}/"' not in page:
                yield f"{address}: no topic {tag}"
        names = related(page)
        if len(set(names) - {address}) != 6 or len(names) != 6:
            yield f"{address}: related articles {names}"
        elif not all(topics[name] & set(tags) for name in names):
            yield f"{address}: a related article shares no topic"
        if f"{address}</loc>" not in sitemap:
            yield f"{address}: not in the sitemap"
    if not any(site.glob("*.rss")) and not (site / "index.xml").is_file():
        yield "no feed"


def differences(ours, theirs, articles, has_same_related):
    """Where two sites do not list the same articles in the same order."""
    topics = sorted({tag for source in articles for tag in parsed(source)[2]})
    for root in ["articles"] + [f"topics/{topic}" for topic in topics]:
        lists = listed(ours, root, "page-{}"), listed(theirs, root, "page/{}")
        if lists[0] != lists[1] or not lists[0]:
            yield f"/{root}/ lists {len(lists[0])} and {len(lists[1])} articles, or in another order"
    if len(listed(ours, "articles", "page-{}")) != len(articles):
        yield "/articles/ does not list every article"
    for source in articles if has_same_related else []:
        path = pathlib.Path("articles") / source.stem / "index.html"
        lists = [related((site / path).read_text(encoding="utf-8")) for site in (ours, theirs)]
        if lists[0] != lists[1]:
            yield f"/articles/{source.stem}/: other related articles: {lists[0]}, {lists[1]}"


def refuse(problems):
    found = list(problems)
    if found:
        sys.exit("\n".join([f"{len(found)} faults:"] + found[:10]))


def size(site):
    files = [path for path in site.rglob("*") if path.is_file()]
    return f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB"


# What is timed.


class Comparison:
    """A site of some articles in one folder, built by both."""

    def __init__(self, marginalia, hugo, folder, count, deletes):
        self.marginalia, self.hugo, self.folder = marginalia, hugo, folder
        self.count, self.deletes = count, deletes
        subprocess.run([sys.executable, HERE / "generate.py", str(count), folder], check=True)
        self.ours, self.theirs = folder / "marginalia", folder / "hugo"
        self.log, self.number = folder / "log", 0

    def aside(self, path):
        """Makes room for the next output."""
        if self.deletes:
            shutil.rmtree(path, ignore_errors=True)
        elif path.exists():
            self.number += 1
            path.rename(self.folder / f"aside-{self.number}")

    def build_ours(self):
        self.aside(self.ours / "Output")
        return measured([self.marginalia, "build", "-q", "-C", str(self.ours)], self.log)

    def build_theirs(self, kind):
        output = self.folder / "out"
        self.aside(output)
        command = [
            self.hugo, "--quiet", "--source", str(self.theirs), "--destination", str(output)]
        return measured(command, self.log, HUGO_PARAMS_RELATED=kind)

    def check(self, kind):
        self.build_ours()
        self.build_theirs(kind)
        site, output = self.ours / "Output" / "current" / "site", self.folder / "out"
        articles = sorted((self.ours / "Content" / "articles").glob("*.md"))
        for built in (site, output):
            refuse(faults(built, articles))
        refuse(differences(site, output, articles, kind == "feature"))
        print(f"  equal content; ours {size(site)}, Hugo's {size(output)}", flush=True)

    def ratios(self, kind, rounds):
        self.check(kind)
        pairs = []
        for _ in range(rounds):
            theirs = self.build_theirs(kind)
            pairs.append((self.build_ours(), theirs))
        ours, theirs = (
            [statistics.median(pair[side][index] for pair in pairs) for index in range(3)]
            for side in (0, 1))
        ratios = [
            statistics.median(own[index] / other[index] for own, other in pairs) for index in range(3)]
        print(
            f"  Hugo, related: {kind}, {rounds} pairs: "
            f"wall {ours[0]:.2f} s / {theirs[0]:.2f} s = {ratios[0]:.2f}, "
            f"CPU {ours[1]:.2f} s / {theirs[1]:.2f} s = {ratios[1]:.2f}, "
            f"peak {ours[2] / 2**20:.0f} MiB / {theirs[2] / 2**20:.0f} MiB = {ratios[2]:.2f}",
            flush=True)

    def alone(self, rounds):
        runs = [self.build_ours() for _ in range(rounds)]
        wall, cpu, peak = (statistics.median(run[index] for run in runs) for index in range(3))
        print(
            f"  full build: wall {wall:.2f} s, CPU {cpu:.2f} s, peak {peak / 2**20:.0f} MiB",
            flush=True)
        return wall

    def incremental(self):
        """Our builds on top of others, once as many releases stand as are kept."""
        command = [self.marginalia, "build", "-q", "-C", str(self.ours)]
        article = sorted((self.ours / "Content" / "articles").glob("*.md"))[1]
        changed, unchanged = [], []
        for number in range(12):
            with article.open("a", encoding="utf-8") as text:
                text.write(f"\nEdit {number}.\n")
            seconds = measured(command, self.log)[0]
            if number >= 8:
                changed.append(seconds)
                unchanged.append(measured(command, self.log)[0])
        for what, seconds in (("one article changed", changed), ("nothing changed", unchanged)):
            print(f"  {what}: wall {statistics.median(seconds):.2f} s", flush=True)


def compare(options, root, name, deletes):
    walls = {}
    for count in options.counts:
        print(f"{count} articles, {name}:", flush=True)
        folder = pathlib.Path(tempfile.mkdtemp(prefix=f"bench-{count}-", dir=root))
        try:
            run = Comparison(options.marginalia, options.hugo, folder, count, deletes)
            if count <= LARGEST_OF_BOTH:
                run.ratios("cheapest", options.rounds)
                # Hugo takes minutes for it.
                run.ratios("feature", options.rounds if count < LARGEST_OF_BOTH else 1)
            walls[count] = run.alone(options.rounds if count <= LARGEST_OF_BOTH else 1)
            if count <= LARGEST_OF_BOTH:
                run.incremental()
        finally:
            if deletes:
                shutil.rmtree(folder)
    counts = sorted(walls)
    for small, large in zip(counts, counts[1:]):
        print(f"{small} to {large} articles, {name}: {walls[large] / walls[small]:.1f} times the wall time")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("marginalia", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("hugo", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument(
        "--counts", default="12,1000,10000",
        type=lambda text: [int(part) for part in text.split(",")])
    parser.add_argument("--rounds", default=5, type=int)
    parser.add_argument("--disk", type=pathlib.Path)
    options = parser.parse_args()
    memory = pathlib.Path("/dev/shm")
    if memory.is_dir():
        compare(options, memory, "tmpfs", deletes=True)
    if options.disk:
        options.disk.mkdir(parents=True, exist_ok=True)
        # Whatever was deleted here changed the folder.
        left = options.disk.stat().st_mtime + SECONDS_AFTER_DELETING - time.time()
        if any(options.disk.iterdir()) or left < SECONDS_AFTER_DELETING - 5:
            time.sleep(max(0, left))
        compare(options, options.disk, "disk", deletes=False)
        for folder in options.disk.iterdir():
            shutil.rmtree(folder)


main()
