"""Page size, count, first sheet, margins, tags, links and metadata of a printed report."""

import re
import subprocess

import pikepdf

A4 = (595.3, 841.9)


def text(path, first=None):
    pages = ["-f", "1", "-l", "1"] if first else []
    command = ["pdftotext", "-layout", *pages, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def info(path):
    lines = subprocess.run(
        ["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()
    return {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}


def elements(node, found=None):
    """All structure elements below `node`, by their kind."""
    found = {} if found is None else found
    kids = node.get("/K")
    if kids is None:
        return found
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.setdefault(str(kid["/S"]), []).append(kid)
            elements(kid, found)
    return found


def check(path, engine, html, problems, name="Margin status report"):
    """Returns the number of pages."""
    about = info(path)
    count = int(about["Pages"])
    width, height = (float(n) for n in re.findall(r"[\d.]+", about["Page size"])[:2])
    if abs(width - A4[0]) > 1 or abs(height - A4[1]) > 1:
        problems.append(f"{engine}: the page is {about['Page size']}")
    title = re.search(r"<title>(.*?)</title>", html).group(1)
    if about.get("Title") != title:
        problems.append(f"{engine}: the title is {about.get('Title')!r}")

    pages = text(path).split("\f")[:count]
    for number, page in enumerate(pages, 1):
        # Engines differ in how much room they leave around the stroke.
        if not re.search(rf"(?<!\d){number} ?/ ?{count}(?!\d)", page):
            problems.append(f"{engine}: page {number} does not say {number} / {count}")
        for wanted in ("As of 1 February 2026", name):
            if wanted not in page:
                problems.append(f"{engine}: page {number} does not say {wanted!r}")

    with pikepdf.open(path) as pdf:
        root = pdf.Root
        if "/StructTreeRoot" not in root or str(root.get("/Lang", "")) != "en":
            problems.append(f"{engine}: no tags, or no language")
        kinds = elements(root.StructTreeRoot)
        for kind in ("/H1", "/H2", "/Table", "/TH", "/TD"):
            if kind not in kinds and "<table" in html:
                problems.append(f"{engine}: no {kind} among the tags")
        if "/Outlines" not in root:
            problems.append(f"{engine}: no outline of headings")
        for name in ("/OpenAction", "/AA", "/AcroForm"):
            if name in root:
                problems.append(f"{engine}: the file has {name}")
        if engine == "weasyprint":
            if "pdfuaid" not in bytes(root.Metadata.read_bytes()).decode():
                problems.append("weasyprint: not marked as PDF/UA")
            if any("/Alt" not in figure for figure in kinds.get("/Figure", [])):
                problems.append("weasyprint: a chart has no text in its place")
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                action = note.get("/A", {})
                if "/URI" in action and not str(action["/URI"]).startswith("https://"):
                    problems.append(f"{engine}: a link leads to {action['/URI']}")
    return count


def check_first_sheet(path, engine, html, problems):
    """What must be known and done stands on the first sheet, down to the last way to cure it, for
    accounts of up to twelve positions."""
    wanted = ["Margin status report", "Key figures"]
    options = re.search(r'id="options-caption".*?</table>', html, flags=re.S)
    if options:
        wanted.append(re.findall(r'<th scope="row">([^<:,]*)', options.group(0))[-1])
    first = " ".join(text(path, first=True).split())
    for words in wanted:
        if words.split("(")[0].strip() not in first:
            problems.append(f"{engine}: {words!r} is not on the first sheet")
