"""Builds the same articles with Marginalia and with Hugo, in turns, and compares time and memory.

    compare.py MARGINALIA HUGO [COUNT] [ROUNDS]

Both outputs are checked first: every article's page with its title, headings, text, topics and the
same six related articles in the same order, every topic, the feed and the sitemap. A fault ends the comparison. Marginalia runs
with all its checks on; neither side writes Markdown twins. Each run has a fresh output folder, and
nothing is deleted before the last one, because ext4 is slow for minutes after a deletion.
"""

import html
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def measured(command, log):
    """Wall seconds, CPU seconds and peak bytes of one run."""
    start = time.monotonic()
    with open(log, "w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{pathlib.Path(log).read_text(encoding='utf-8')[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def visible(markup):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.S)
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text)


def plain(markdown_line):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown_line)
    return re.sub(r"[*]+|^(#+|-) ", "", text).strip()


def related(page):
    """The addresses under "Read next", in their order."""
    return re.findall(r'<h3><a href="(/articles/[^"/]+/)"', page.split("Read next")[-1])


def differences(ours, theirs, articles):
    """The articles for which the two sites do not name the same related ones."""
    for source in articles:
        path = pathlib.Path("articles") / source.stem / "index.html"
        lists = [related((site / path).read_text(encoding="utf-8")) for site in (ours, theirs)]
        if lists[0] != lists[1]:
            yield f"/articles/{source.stem}/: other related articles: {lists[0]}, {lists[1]}"


def faults(site, articles):
    """What is missing from a built site, at most a few of each kind."""
    found = []
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    topics = set()
    for source in articles:
        front, text = source.read_text(encoding="utf-8").split("---\n\n", 1)
        address = f"/articles/{source.stem}/"
        page = (site / address[1:] / "index.html").read_text(encoding="utf-8")
        shown = visible(page)
        wanted = [re.search(r'title: "(.*)"', front)[1], re.search(r'summary: "(.*)"', front)[1]]
        lines = [line for line in text.splitlines() if line and not line.startswith("|")]
        wanted += [plain(line) for line in lines]
        for words in wanted:
            if words not in shown:
                found.append(f"{address}: no '{words[:60]}'")
        tags = re.search(r"(?:tags|topics): \[(.*)\]", front)[1].split(", ")
        topics.update(tags)
        found += [f"{address}: no topic {tag}" for tag in tags if f"/topics/{tag}/" not in page]
        if len(set(related(page)) - {address}) != 6:
            found.append(f"{address}: {len(related(page))} related articles")
        if page.count("<tr>") < 6 or "application/ld+json" not in page:
            found.append(f"{address}: no table, or no structured data")
        if f"{address}</loc>" not in sitemap:
            found.append(f"{address}: not in the sitemap")
    for tag in topics:
        if not (site / "topics" / tag / "index.html").is_file():
            found.append(f"no page for topic {tag}")
    if not any(site.glob("*.rss")) and not (site / "index.xml").is_file():
        found.append("no feed")
    return found


def incremental(marginalia, site, log):
    """Median seconds of our builds on top of others, once as many releases stand as are kept."""
    command = [marginalia, "build", "-q", "-C", str(site)]
    article = sorted((site / "Content" / "articles").glob("*.md"))[1]
    changed, unchanged = [], []
    for number in range(12):
        with article.open("a", encoding="utf-8") as text:
            text.write(f"\nEdit {number}.\n")
        seconds = measured(command, log)[0]
        if number >= 8:
            changed.append(seconds)
            unchanged.append(measured(command, log)[0])
    return {
        "one article changed": statistics.median(changed),
        "nothing changed": statistics.median(unchanged),
    }


def main():
    marginalia, hugo = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    with tempfile.TemporaryDirectory(prefix="marginalia-bench-") as name:
        folder = pathlib.Path(name)
        command = [sys.executable, HERE / "generate.py", str(count), folder]
        subprocess.run(command, check=True)
        ours, theirs = folder / "marginalia", folder / "hugo"
        pairs = []
        for number in range(rounds + 1):
            log = folder / "log"
            output = folder / f"hugo-{number}"
            theirs_run = measured(
                [hugo, "--quiet", "--source", str(theirs), "--destination", str(output)], log)
            ours_run = measured([marginalia, "build", "-q", "-C", str(ours)], log)
            site = ours / "Output" / "current" / "site"
            if number == 0:
                for label, built, base in (
                    ("marginalia", site, ours / "Content"), ("hugo", output, theirs / "content")
                ):
                    found = faults(built, sorted((base / "articles").glob("*.md")))
                    files = sum(1 for path in built.rglob("*") if path.is_file())
                    print(f"{label}: {files} files, {len(found)} faults")
                    if found:
                        sys.exit("\n".join(found[:10]))
                articles = sorted((ours / "Content" / "articles").glob("*.md"))
                found = list(differences(site, output, articles))
                print(f"related articles: {len(found)} differences")
                if found:
                    sys.exit("\n".join(found[:10]))
            else:
                pairs.append((ours_run, theirs_run))
                print(
                    f"round {number}: marginalia {ours_run[0]:.2f} s {ours_run[2] / 2**20:.0f} MiB, "
                    f"hugo {theirs_run[0]:.2f} s {theirs_run[2] / 2**20:.0f} MiB, "
                    f"ratio {theirs_run[0] / ours_run[0]:.1f}")
            (ours / "Output").rename(ours / f"Output-{number}")
        for what, seconds in incremental(marginalia, ours, log).items():
            full = statistics.median(own[0] for own, _ in pairs)
            print(f"{what}: {seconds:.2f} s, {seconds / full:.2f} of a full build (median of 4)")
        for index, what in enumerate(("wall time", "CPU time", "peak memory")):
            ratio = statistics.median(other[index] / own[index] for own, other in pairs)
            print(f"{what}: Hugo takes {ratio:.1f} times as much (median of {rounds} pairs)")


main()
