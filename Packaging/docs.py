"""Makes the program's documentation a site that the program itself builds and checks.

Each page comes from the one place that has its text: docs/, the readmes, the shipped settings, and what the
program says of its verbs and templates. Nothing is written twice.

Usage: docs.py PROGRAM FOLDER, from the top of the repository. The site is FOLDER/Output/current/site.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import textwrap

# File, name of the page, and its title where its heading is no good one.
PAGES = [
    ("README.md", "start", "Marginalia: what it is, and its first commands"),
    ("docs/authoring.md", "authoring", None),
    ("docs/inputs.md", "inputs", None),
    ("docs/operations.md", "operations", None),
    ("docs/at-scale.md", "at-scale", None),
    ("docs/accessibility.md", "accessibility", None),
    ("docs/markup-profile.md", "markup-profile", None),
    ("docs/delivery.md", "delivery", None),
    ("docs/architecture.md", "architecture", None),
    ("CONTRIBUTING.md", "contributing", "Contributing"),
    ("SECURITY.md", "security", None),
    ("CHANGELOG.md", "changes", "What changed"),
]
MENU = ["start", "authoring", "templates", "settings", "inputs", "formats", "verbs", "operations", "architecture", "tests"]
SETTINGS = """\
title: Marginalia, the manual
tagline: How it is used, and how it is made
baseURL: https://docs.marginalia.example
language: en
publisher: Marginalia
contact: editor@marginalia.example
disclaimer: A manual of a program. Nothing in it is advice to trade.
structuredData: {faq: false}
sections: {news: false, prices: false, desk: false, calculator: false, venues: false, questions: false,
  status: false, glossary: false}
menus:
  header:
"""


def fenced(text, kind=""):
    """A block of code whose fence is longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{kind}\n{text.strip(chr(10))}\n{fence}\n"


def outside_code(text, change):
    """`text` with `change` applied to every line that is not inside a fence."""
    lines, fence = [], None
    for line in text.splitlines():
        start = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if start and fence is None:
            fence = start[1]
        elif start and line.strip() == fence:
            fence = None
        elif fence is None:
            line = change(line)
        lines.append(line)
    return "\n".join(lines) + "\n"


def first_sentence(text):
    """What the first paragraph says first, without its markup."""
    for paragraph in re.split(r"\n\s*\n", text):
        paragraph = " ".join(paragraph.split())
        if paragraph and paragraph[0] not in "#|`-!<*":
            plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", paragraph).replace("`", "").replace("**", "")
            sentence = re.split(r"(?<=[.:]) ", plain)[0].rstrip(".:")
            return sentence[:200] + "."
    return ""


class Manual:
    def __init__(self, folder, date):
        self.folder, self.date = folder, date
        self.articles = folder / "Content" / "articles"
        self.names = {pathlib.PurePath(file).name: name for file, name, _ in PAGES}

    def page(self, name, title, text, origin=".", summary=None):
        """Writes a page, with the pictures that it shows beside it."""
        place = self.articles / name
        place.mkdir(parents=True)

        def link(match):
            code, mark, words, target = match.groups()
            if code or re.match(r"[a-z]+:|#|/", target):
                return match[0]
            file, _, part = target.partition("#")
            if mark:
                source = pathlib.Path(origin, file)
                shutil.copy(source, place / source.name)
                return f"![{words}]({source.name})"
            known = self.names.get(pathlib.PurePath(file).name)
            return f"[{words}](/articles/{known}/{'#' + part if part else ''})" if known else words

        text = outside_code(text, lambda line: re.sub(r"(`+[^`]+`+)|(!?)\[([^\]]*)\]\(([^) ]+)\)", link, line))
        summary = summary or first_sentence(text)
        head = {"title": title, "summary": summary, "date": self.date, "rights": "own"}
        lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
        (place / "index.md").write_text(f"---\n{lines}---\n\n{text}", encoding="utf-8")

    def file(self, file, name, title):
        text = pathlib.Path(file).read_text(encoding="utf-8")
        heading, _, rest = text.partition("\n")
        self.page(name, title or heading.lstrip("# "), rest, pathlib.Path(file).parent)


# Arguments that every verb has.
SHARED = {"quiet", "verbose", "log-format", "color", "version", "help"}


def discussion(text):
    """Paragraphs as they are; what is indented is an example and keeps its lines."""
    parts = []
    for block in re.findall(r"(?:^ .*\n?)+|(?:^\S.*\n?)+", text, re.MULTILINE):
        indented = block.startswith(" ")
        parts.append(fenced(textwrap.dedent(block)) if indented else block.strip().replace("<", "\\<") + "\n")
    return "\n".join(parts)


def table(arguments):
    signs = {"long": "--", "longWithSingleDash": "-", "short": "-"}
    rows = []
    for argument in arguments:
        names = [signs[name["kind"]] + name["name"] for name in argument.get("names", [])]
        value = "" if argument["kind"] == "flag" else argument["valueName"].upper()
        shown = " ".join(filter(None, [", ".join(names), value])).replace("|", "\\|")
        rows.append(f"| `{shown}` | {argument.get('abstract', '').replace('|', chr(92) + '|')} |\n")
    return "| Argument | What it does |\n|---|---|\n" + "".join(rows)


def verbs(program):
    """Every verb with its arguments, as the program declares them."""
    root = json.loads(subprocess.check_output([program, "--experimental-dump-help"]))["command"]
    parts, shared = ["`marginalia help VERB` prints the same in the terminal.\n"], {}
    for verb in root["subcommands"]:
        if verb["commandName"] == "help":
            continue
        parts.append(f"## {verb['commandName']}\n\n{verb['abstract']}\n")
        if verb.get("discussion"):
            parts.append(discussion(verb["discussion"]))
        own = []
        for argument in verb.get("arguments", []):
            if not argument["shouldDisplay"]:
                continue
            known = SHARED.intersection(name["name"] for name in argument.get("names", []))
            if known:
                shared[min(known)] = argument
            else:
                own.append(argument)
        if own:
            parts.append(table(own))
    return "\n".join([*parts, "## Arguments of every verb\n", table(shared.values())])


def templates(program):
    """What each page's template may name, page by page."""
    text = subprocess.check_output([program, "schema", "templates"], text=True)
    parts = [
        "Pages are made from the files of `Templates/`. A template may use the names that are listed here and no "
        "others; a name that there is not stops the build at its line, with the nearest one.\n"
    ]
    told = {}
    for block in re.split(r"\n(?=\S+\n\S)", text.strip()):
        name, _, rest = block.partition("\n")
        shown = []
        for record in re.split(r"\n(?=(?:  )?\S)", rest):
            first, _, members = record.partition("\n")
            # What several pages share is told at the first of them.
            known = told.setdefault(record, name) if members else name
            shown.append(record if known == name else f"{first} As above, under {known}.")
        parts.append(f"## {name}\n\n" + fenced("\n".join(shown)))
    return "\n".join(parts)


FORMATS = ["account", "assessment", "plan", "path", "book", "report-manifest"]


def kind(part):
    """What a member holds, in words."""
    if "$ref" in part:
        return part["$ref"].rpartition("/")[2]
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    if "enum" in part:
        names = [name for name in part["enum"] if name is not None]
        shown = ", ".join(f"`{name}`" for name in names[:12])
        return f"{shown}{' and more' if len(names) > 12 else ''}{' or null' if None in part['enum'] else ''}"
    for key in ("anyOf", "oneOf"):
        if key in part:
            return " or ".join(kind(one) for one in part[key])
    types = part.get("type", "any value")
    shown = " or ".join(types) if isinstance(types, list) else types
    return f"{shown} of {kind(part['items'])}" if "items" in part else shown


def members(part, path=""):
    """The rows of a record's members, those of records in it below their own."""
    for key in ("anyOf", "oneOf"):
        for one in part.get(key, []):
            yield from members(one, path)
    if "items" in part:
        yield from members(part["items"], path + "[]")
    for name, member in part.get("properties", {}).items():
        place = f"{path}.{name}".lstrip(".")
        note = member.get("description", "")
        yield f"| `{place}` | {kind(member)} | {note.replace('|', chr(92) + '|')} |\n"
        yield from members(member, place)


def formats(program):
    """What every machine-readable format has, as its schema says it."""
    parts = [
        "Each is a JSON Schema, which `marginalia schema NAME` prints. What the program writes and its schema come "
        "from one declaration. Members are added in later versions; none changes its meaning without a new number "
        "of its format.\n"
    ]
    head = "| Member | What it holds | What else to know |\n|---|---|---|\n"
    for name in FORMATS:
        schema = json.loads(subprocess.check_output([program, "schema", name], text=True))
        parts.append(f"## {name}\n\n{schema['title']}.\n")
        rows = "".join(members(schema))
        if rows:
            parts.append(head + rows)
        for defined, part in schema.get("$defs", {}).items():
            rows = "".join(members(part))
            note = part.get("description", "")
            shown = f"{note}\n" if note else "" if rows else f"{kind(part)}\n"
            parts.append(f"### {defined} in {name}\n\n{shown}")
            if rows:
                parts.append(head + rows)
    return "\n".join(parts)


def main():
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    date = subprocess.check_output(
        ["git", "log", "-1", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--format=%cd"],
        text=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"}).strip()
    manual = Manual(folder, date)
    for file, name, title in PAGES:
        manual.file(file, name, title)
    settings = pathlib.Path("Content/site.yml").read_text(encoding="utf-8")
    manual.page(
        "settings", "Settings",
        "A site's settings are in `Content/site.yml`. These are the shipped ones: each key stands below what it "
        "means, and a key that there is not is told with the nearest one.\n\n" + fenced(settings, "yaml"))
    manual.page(
        "formats", "Formats for other programs", formats(program),
        summary="What accounts, assessments, plans, books and manifests hold, member by member.")
    manual.page(
        "verbs", "Verbs and their arguments", verbs(program),
        summary="Everything that the program can be asked, verb by verb, with an example of each.")
    manual.page("templates", "Templates", templates(program))
    tests = sorted(pathlib.Path("Tests").glob("*/README.md"))
    manual.page(
        "tests", "How it is tested",
        "`bash .ci/run` runs all of this on a fresh clone; each part has its folder in `Tests`.\n\n"
        + "\n".join(outside_code(test.read_text(encoding="utf-8"), lambda line: re.sub(r"^(#+ )", r"#\1", line))
                    for test in tests))
    menu = "".join(f"    - {{title: {name.capitalize()}, href: /articles/{name}/}}\n" for name in MENU)
    (folder / "Content" / "site.yml").write_text(SETTINGS + menu, encoding="utf-8")
    subprocess.run([program, "build", "-C", folder], check=True)
    subprocess.run([program, "check", "-C", folder], check=True)


if __name__ == "__main__":
    main()
