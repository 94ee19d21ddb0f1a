"""Writes the same articles for Marginalia and for Hugo, with templates that make equivalent pages.

    generate.py COUNT FOLDER [guides]    makes FOLDER/marginalia and FOLDER/hugo

The text is random words from a fixed seed, so the same count gives the same bytes. The articles have
about 6 KB of Markdown: headings, lists, a table, emphasis, links, and three of twenty tags. Guides have
four sections of numbered steps, four questions with answers, links to read on, and here and there a
table, a quote or code.
"""

import datetime
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


def paragraph(random_words):
    return " ".join(sentence(random_words) for _ in range(5))


def body(random_words, number, count):
    parts = [paragraph(random_words)]
    for _ in range(5):
        parts.append("## " + " ".join(random_words.sample(WORDS, 4)).capitalize())
        parts.append(paragraph(random_words))
        parts.append("\n".join("- " + sentence(random_words) for _ in range(4)))
        parts.append(paragraph(random_words))
    other = (number * 7 + 1) % count
    parts.append(f"See [another article](/articles/{slug(other)}/) on R&D at 5 < 6.")
    rows = [f"| {random_words.choice(WORDS)} | {random_words.randint(1, 999)} |" for _ in range(5)]
    parts.append("\n".join(["| what | how much |", "|---|---|"] + rows))
    return "\n\n".join(parts) + "\n"


def guide(random_words, number, count):
    """The shape of an action plan that was scraped: steps, questions, further reading."""
    def heading():
        return " ".join(random_words.sample(WORDS, 4)).capitalize()

    parts = [paragraph(random_words)]
    for _ in range(4):
        parts.append("## " + heading())
        steps = (sentence(random_words) + " " + sentence(random_words) for _ in range(5))
        parts.append("\n".join(f"{step}. {text}" for step, text in enumerate(steps, 1)))
        parts.append(sentence(random_words))
    if number % 3 == 0:
        rows = [f"| {random_words.choice(WORDS)} | {random_words.randint(1, 999)} |" for _ in range(5)]
        parts.append("\n".join(["| what | how much |", "|---|---|"] + rows))
    if number % 4 == 0:
        parts.append("> " + sentence(random_words))
    if number % 8 == 0:
        parts.append("```\nmargin = equity / requirement\n```")
    parts.append("## Further reading")
    others = [(number * step + 1) % count for step in (7, 11, 13)]
    parts.append("\n".join(f"- [Guide {other}](/articles/{slug(other)}/)" for other in others))
    parts.append("## Frequently Asked Questions")
    for question in range(4):
        parts.append(f"### Does {heading().lower()} hold in case {question} of {number}?")
        parts.append(" ".join(sentence(random_words) for _ in range(3)))
    return "\n\n".join(parts) + "\n"


def slug(number):
    return f"article-{number:05d}"


def article(number, count, shape):
    words = random.Random(number)
    title = " ".join(words.sample(WORDS, 5)).capitalize() + f" {number}"
    tags = words.sample(TAGS, 3)
    date = NEWEST - datetime.timedelta(hours=number)
    front = {
        "title": f'"{title}"',
        "summary": f'"{sentence(words).replace("*", "")}"',
        "date": date.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tags": "[" + ", ".join(tags) + "]",
    }
    return front, shape(words, number, count)


def write(path, front, text):
    head = "".join(f"{key}: {value}\n" for key, value in front.items())
    path.write_text(f"---\n{head}---\n\n{text}", encoding="utf-8")


def main():
    count, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
    shape = guide if sys.argv[3:] == ["guides"] else body
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
    (ours / "Content" / "articles").mkdir()
    (ours / "Content" / "portfolios").mkdir()
    (theirs / "content" / "articles").mkdir(parents=True)
    for number in range(count):
        front, text = article(number, count, shape)
        name = slug(number) + ".md"
        write(ours / "Content" / "articles" / name, front | {"source": "own", "rights": "own"}, text)
        front["topics"] = front.pop("tags")
        write(theirs / "content" / "articles" / name, front, text)


main()
