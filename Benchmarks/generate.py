"""Writes the same articles for Marginalia and for Hugo, with templates that make equivalent pages.

    generate.py COUNT FOLDER    makes FOLDER/marginalia and FOLDER/hugo

The text is random words from a fixed seed, so the same count gives the same bytes. An article has about
6.7 KB of Markdown: four sections of five numbered steps, links to read on, four questions with answers,
every third a table, every fourth a quote, every eighth code, and three of twenty tags.
"""

import datetime
import json
import pathlib
import random
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEWEST = datetime.datetime(2026, 2, 1, 12, 0, tzinfo=datetime.timezone.utc)
TAGS = [
    "margin-call", "liquidation", "deposits", "leverage", "funding", "collateral", "tiers", "stops",
    "hedging", "isolated", "cross", "fees", "slippage", "volatility", "bankruptcy", "transfers",
    "orders", "prices", "history", "reports",
]
WORDS = (
    "account amount balance before below bound buys call cash close cost cover credit cut day debt "
    "deposit desk distance early equity every exact fall fee fill first fund gain hedge hold hour "
    "index interval isolate late ledger leg less level limit line long loss lot margin mark minute "
    "month move name near note open order owner pair pay plan point pool position price rate ratio "
    "read report reserve rise risk route rule sell sheet short side size slow spot stale step stop "
    "swing table term tick tier time total trade trigger turn value venue wallet week wide year"
).split()


def sentence(random_words):
    words = [random_words.choice(WORDS) for _ in range(random_words.randint(8, 16))]
    words[2] = f"*{words[2]}*"
    words[5] = f"**{words[5]}**"
    return " ".join(words).capitalize() + "."


def paragraph(random_words, sentences):
    return " ".join(sentence(random_words) for _ in range(sentences))


def body(random_words, number, count):
    def heading():
        return " ".join(random_words.sample(WORDS, 4)).capitalize()

    parts = [paragraph(random_words, 5)]
    for _ in range(4):
        parts.append("## " + heading())
        steps = (paragraph(random_words, 2) for _ in range(5))
        parts.append("\n".join(f"{step}. {text}" for step, text in enumerate(steps, 1)))
        parts.append(paragraph(random_words, 3))
    if number % 3 == 0:
        rows = [f"| {random_words.choice(WORDS)} | {random_words.randint(1, 999)} |" for _ in range(5)]
        parts.append("\n".join(["| what | how much |", "|---|---|"] + rows))
    if number % 4 == 0:
        parts.append("> " + sentence(random_words))
    if number % 8 == 0:
        parts.append("```\nmargin = equity / requirement\n```")
    parts.append("## Further reading")
    others = [(number * step + 1) % count for step in (7, 11, 13)]
    parts.append("\n".join(f"- [Article {other}](/articles/{slug(other)}/)" for other in others))
    parts.append("## Frequently Asked Questions")
    for question in range(4):
        parts.append(f"### Does {heading().lower()} hold in case {question} of {number}?")
        parts.append(paragraph(random_words, 5))
    return "\n\n".join(parts) + "\n"


def slug(number):
    return f"article-{number:05d}"


def article(number, count):
    words = random.Random(number)
    title = " ".join(words.sample(WORDS, 5)).capitalize()[:50] + f" {number}"
    # Each tag has more articles than the six that a page names beside its own.
    tags = words.sample(TAGS[: max(3, min(len(TAGS), count // 10))], 3)
    date = NEWEST - datetime.timedelta(hours=number)
    front = {
        "title": f'"{title}"',
        "summary": f'"{sentence(words).replace("*", "")}"',
        "date": date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tags": "[" + ", ".join(tags) + "]",
    }
    return front, body(words, number, count)


def write(path, front, text):
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    path.write_text(f"---\n{head}---\n\n{text}", encoding="utf-8")


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    ours, theirs = folder / "marginalia", folder / "hugo"
    shutil.copytree(
        ROOT / "Content", ours / "Content",
        ignore=shutil.ignore_patterns("articles", "inbox", "portfolios", "pages"))
    shutil.copytree(ROOT / "Templates", ours / "Templates")
    settings = ours / "Content" / "site.yml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("exampleAccount:")]
    text = "".join(kept).replace("markdownTwins: true", "markdownTwins: false")
    settings.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "Benchmarks" / "hugo", theirs)
    (theirs / "static").mkdir()
    styles = [ROOT / "Templates" / "assets" / name for name in ("foundation.css", "site.css")]
    (theirs / "static" / "site.css").write_bytes(b"\n".join(path.read_bytes() for path in styles))
    snapshot = max((ROOT / "Content" / "snapshots").glob("*.json"))
    (theirs / "data").mkdir()
    quotes = json.loads(snapshot.read_text(encoding="utf-8"))
    (theirs / "data" / "ticker.json").write_text(json.dumps(quotes), encoding="utf-8")
    (ours / "Content" / "articles").mkdir()
    (ours / "Content" / "portfolios").mkdir()
    (theirs / "content" / "articles").mkdir(parents=True)
    for number in range(count):
        front, text = article(number, count)
        name = slug(number) + ".md"
        write(ours / "Content" / "articles" / name, front | {"source": "own", "rights": "own"}, text)
        front["topics"] = front.pop("tags")
        write(theirs / "content" / "articles" / name, front, text)


main()
