"""Walks through every page of a published site with a keyboard, in a real browser.

    walk.py MARGINALIA SITE

SITE holds `Output/current`. `marginalia serve` shows it with the headers of the site. Every page, at
320 px and at 1,280 px (dark), must

- load nothing from elsewhere, and break none of its own security rules;
- need no sideways scrolling;
- let Tab reach everything that can be used, in the order of the page, the skip link first, and
  leave again at its end;
- show where the focus is: outlined, inside the window, and not covered.

Then a search is typed and followed without a mouse.
"""

import pathlib
import sys

from chromium import Chromium, served

LISTING = """
window.usable = [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]'
)].filter(element => element.checkVisibility() && !element.disabled);
window.usable.length
"""

FOCUS = """
(() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  const boxes = [...element.getClientRects()].filter(box => box.width > 0 && box.height > 0);
  const seen = boxes.some(box => {
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && top !== null && (element.contains(top) || top.contains(element));
  });
  return {
    place: window.usable.indexOf(element),
    name: (element.textContent || element.getAttribute('aria-label') || element.id)
      .trim().replace(/\\s+/g, ' ').slice(0, 40),
    tag: element.localName,
    href: element.getAttribute('href'),
    scrolls: element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    seen,
  };
})()
"""


def walked(browser):
    """What Tab reaches, from the start of the page until it leaves it."""
    count = browser.value(LISTING)
    stops = []
    for _ in range(count + 20):
        browser.press("Tab", 9)
        stop = browser.value(FOCUS)
        # Behind the end of a page lie the browser's own controls, or its start again.
        if stop is None or (stop["place"] == 0 and len(stops) >= count):
            return count, stops
        stops.append(stop)
    return count, stops


def faults(browser, base):
    """Of the page that is open."""
    found = []
    for event in browser.events:
        if event.get("method") == "Network.requestWillBeSent":
            address = event["params"]["request"]["url"]
            if not address.startswith((base, "data:")):
                found.append(f"asks for {address}")
        if event.get("method") == "Log.entryAdded":
            entry = event["params"]["entry"]
            if entry["level"] in ("error", "warning"):
                found.append(f"{entry['source']}: {entry['text']}")
        if event.get("method") == "Runtime.exceptionThrown":
            found.append(f"script: {event['params']['exceptionDetails']['text']}")
    beyond = browser.value("document.scrollingElement.scrollWidth - innerWidth")
    if beyond > 0:
        found.append(f"is {beyond} px wider than the window")
    count, stops = walked(browser)
    places = [stop["place"] for stop in stops if stop["place"] >= 0]
    if len(stops) == count + 20:
        found.append("holds the focus: Tab never leaves it")
    elif places != list(range(count)):
        missing = sorted(set(range(count)) - set(places))
        found.append(f"of {count} things to use, Tab reaches {places}, not {missing}")
    if not stops or stops[0]["href"] != "#main":
        found.append("the first stop is not the skip link")
    for stop in stops:
        name = f"<{stop['tag']}> '{stop['name']}'"
        if stop["place"] < 0 and not stop["scrolls"]:
            found.append(f"{name} takes the focus, and nothing can be done with it")
        if not stop["outlined"]:
            found.append(f"{name} has no visible focus")
        if not stop["seen"]:
            found.append(f"{name} has the focus and is not to be seen")
    return count, found


def search(browser, base):
    """Types a word on the search page and opens the first answer."""
    browser.open(f"{base}/search/", 1280)
    for _ in range(40):
        browser.press("Tab", 9)
        if browser.value("document.activeElement.localName") == "input":
            break
    else:
        return ["the search field cannot be reached"]
    # A word of the site's titles that a keyboard without an input method can type.
    is_chinese = browser.value("document.documentElement.lang").startswith("zh")
    word = "binance" if is_chinese else "margin"
    for letter in word:
        browser.press(letter, ord(letter.upper()), letter)
    count = "[...document.querySelectorAll('main li')].filter(item => item.checkVisibility()).length"
    browser.call(
        "Runtime.evaluate", awaitPromise=True,
        expression="new Promise(done => setTimeout(done, 500))")
    whole = browser.value("document.querySelectorAll('main li').length")
    shown = browser.value(count)
    if not 0 < shown < whole:
        return [f"'{word}' shows {shown} of {whole} entries"]
    for _ in range(5):
        browser.press("Tab", 9)
        href = browser.value("document.activeElement.getAttribute('href')")
        if href and browser.value("document.activeElement.closest('main') !== null"):
            browser.events = []
            browser.press("Enter", 13, "\r")
            browser.wait_for("Page.loadEventFired")
            path = browser.value("location.pathname")
            return [] if path == href else [f"Enter on {href} leads to {path}"]
    return ["the answers cannot be reached"]


def main():
    program, site = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    published = site / "Output" / "current" / "site"
    pages = sorted(
        "/" + str(page.relative_to(published)).removesuffix("index.html")
        for page in published.rglob("*.html"))
    # The path that the site shares its host at: its first header rule is for everything below.
    path = (published / "_headers").read_text(encoding="utf-8").split("/*")[0]
    failures = 0
    with served(program, site) as base, Chromium() as browser:
        stops = 0
        for page in pages:
            for width, scheme in ((320, "light"), (1280, "dark")):
                browser.open(base + path + page, width, scheme=scheme)
                count, found = faults(browser, base)
                stops += count
                for fault in found:
                    print(f"{page} at {width} px: {fault}")
                failures += len(found)
        for fault in search(browser, base + path):
            print(f"search: {fault}")
            failures += 1
    print(f"walked: {len(pages)} pages twice, {stops} stops, {failures} faults")
    return 1 if failures else 0


sys.exit(main())
