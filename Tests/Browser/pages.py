"""Looks at one page of each type as its readers get it, in a real browser.

    pages.py MARGINALIA SITE AXE

SITE holds `Output/current`; AXE is axe.min.js. Of every folder of pages the largest one is opened, on a
telephone (light) and on a wide screen (dark). It must

- break no rule of axe, and move nothing that was already shown;
- on a wide screen, cut off no table.

The structured data of every page has what search engines ask for, and each question is told to them once.

The first plan and the first article are then loaded by a slow line (400 kbit/s, 400 ms), compressed:
four requests and 25 KB in all. The first text has to be there after 2.5 s of the line's own time; what
this machine adds is printed and not judged. A site below a path has its own style sheets, scripts and pictures
beside ours, and a table that is to scroll: its pages are not timed, and its tables not measured.
"""

import contextlib
import gzip
import http.server
import json
import pathlib
import re
import sys
import threading

from chromium import Chromium, served

WIDTHS = ((390, "light"), (1440, "dark"))
REQUESTS, BYTES = 4, 25 * 1024
BITS_PER_SECOND, LATENCY = 400_000, 400
FIRST_TEXT = 2500

SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    window.shifts.push(entry.value.toFixed(4) + ' by ' +
      entry.sources.map(source => source.node?.className || source.node?.nodeName).join(', '));
  }
}).observe({type: 'layout-shift', buffered: true});
"""

AXE = """
axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.flatMap(
  rule => rule.nodes.map(node => rule.id + ': ' + node.target.join(' ') + ' ' + node.html.slice(0, 120))))
"""

CUT = """
[...document.querySelectorAll('.scroll, .table-scroll')]
  .filter(frame => frame.checkVisibility() && frame.scrollWidth > frame.clientWidth)
  .map(frame => (frame.querySelector('caption')?.textContent || frame.getAttribute('aria-label') || '').trim()
    + ': ' + (frame.scrollWidth - frame.clientWidth) + ' px of a table are cut off')
"""


def one_of_each(published):
    """The largest page of every folder that holds many, and the pages that stand alone."""
    types = {}

    def shape(folder):
        above = folder.parent
        if folder == published:
            return ""
        is_one_of_many = above != published and sum(part.is_dir() for part in above.iterdir()) > 3
        return f"{shape(above)}/{'*' if is_one_of_many else folder.name}"

    for page in published.rglob("*.html"):
        kind = shape(page.parent if page.name == "index.html" else page)
        if kind not in types or page.stat().st_size > types[kind].stat().st_size:
            types[kind] = page
    return ["/" + str(page.relative_to(published)).removesuffix("index.html")
            for _, page in sorted(types.items())]


# What the published guidelines of search engines want of each type, beyond what `marginalia check` does.
WANTED = {
    "Article": ("headline", "datePublished", "dateModified", "author", "publisher", "image"),
    "Person": ("name", "url"),
    "Organization": ("name", "url"),
    "WebSite": ("name", "url"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "FAQPage": ("mainEntity",),
    "Question": ("name", "acceptedAnswer"),
    "Answer": ("text",),
    "HowTo": ("name", "step"),
    "HowToStep": ("name", "text", "url"),
}


def structured_data(published):
    """What is wrong with the JSON-LD of any page of the site."""
    found, questions, seen = [], {}, set()

    def look(item, page):
        if isinstance(item, list):
            for part in item:
                look(part, page)
        if not isinstance(item, dict):
            return
        kind = item.get("@type")
        seen.add(kind)
        if kind is not None and kind not in WANTED:
            found.append(f"{page}: nothing is known of {kind}")
        found.extend(f"{page}: {kind} has no {field}"
                     for field in WANTED.get(kind, ()) if not item.get(field))
        if kind == "Question":
            questions.setdefault(item["name"], []).append(page)
        for part in item.values():
            look(part, page)

    for file in sorted(published.rglob("*.html")):
        page = "/" + str(file.relative_to(published)).removesuffix("index.html")
        text = file.read_text(encoding="utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text):
            look(json.loads(block), page)
    found += [f"'{name}' is answered on {' and '.join(pages)}"
              for name, pages in questions.items() if len(pages) > 1]
    return found + [f"no page has {kind}" for kind in WANTED if kind not in seen | {"Person"}]


def awaited(browser, expression):
    answer = browser.call(
        "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
    if "exceptionDetails" in answer:
        raise RuntimeError(answer["exceptionDetails"])
    return answer["result"].get("value")


@contextlib.contextmanager
def compressed(published):
    """The address of a server that sends the same files as web servers do, compressed."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        types = {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
                 ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

        def do_GET(self):
            file = published / self.path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            body = gzip.compress(file.read_bytes(), 9, mtime=0)
            self.send_response(200)
            self.send_header("Content-Type", self.types[file.suffix])
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def slow_line(browser, base, page):
    browser.call("Network.emulateNetworkConditions", offline=False, latency=LATENCY,
                 downloadThroughput=BITS_PER_SECOND / 8, uploadThroughput=BITS_PER_SECOND / 8)
    browser.call("Network.setCacheDisabled", cacheDisabled=True)
    browser.open(base + page, 390, height=844)
    # The icon is asked for when all else is there.
    awaited(browser, "new Promise(done => setTimeout(done, 1500))")
    asked = [event["params"]["request"]["url"] for event in browser.events
             if event.get("method") == "Network.requestWillBeSent"]
    size = sum(int(event["params"]["encodedDataLength"]) for event in browser.events
               if event.get("method") == "Network.loadingFinished")
    first = browser.value("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    found = [f"moves: {shift}" for shift in browser.value("window.shifts")]
    if len(asked) > REQUESTS:
        found.append(f"makes {len(asked)} requests, not {REQUESTS}: {asked}")
    if size > BYTES:
        found.append(f"takes {size} bytes, more than {BYTES}")
    # Page, then style sheet and script side by side: two round trips (and one to connect) and the bytes.
    line = LATENCY * 3 + size * 8 / BITS_PER_SECOND * 1000
    if line > FIRST_TEXT:
        found.append(f"needs {line:.0f} ms of the line before its first text can be sure to show")
    print(f"{page} by a slow line: {len(asked)} requests, {size} bytes, first text after {first:.0f} ms")
    return found


def main():
    program, site, axe = (pathlib.Path(name).resolve() for name in sys.argv[1:4])
    published = site / "Output" / "current" / "site"
    pages = one_of_each(published)
    path = (published / "_headers").read_text(encoding="utf-8").split("/*")[0]
    rules = axe.read_text(encoding="utf-8")
    found = structured_data(published)
    for fault in found:
        print(f"structured data: {fault}")
    failures = len(found)
    with Chromium() as browser:
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=SHIFTS)
        with served(program, site) as base:
            for page in pages:
                for width, scheme in WIDTHS:
                    browser.open(base + path + page, width, scheme=scheme)
                    browser.value(rules + "; 0")
                    # A term's definition is open while axe looks.
                    browser.value("document.querySelector('.term')?.click(); 0")
                    found = awaited(browser, AXE)
                    found += [f"moves: {shift}" for shift in browser.value("window.shifts")]
                    found += browser.value(CUT) if width >= 1440 and not path else []
                    for fault in found:
                        print(f"{page} at {width} px, {scheme}: {fault}")
                    failures += len(found)
        with compressed(published) as base:
            for folder in ("/plans/", "/articles/"):
                page = next((page for page in pages if page.startswith(folder) and page != folder), None)
                if page is None or path:
                    continue
                for fault in slow_line(browser, base, page):
                    print(f"{page} by a slow line: {fault}")
                    failures += 1
    print(f"looked at: {len(pages)} types of page twice, {failures} faults")
    return 1 if failures else 0


sys.exit(main())
