"""Draws docs/gallery anew: every type of page at four widths, light, dark and printed.

    gallery.py MARGINALIA SITE FOLDER [LANGUAGE]

SITE holds `Output/current`. Each picture shows the top of one page at 320, 390, 820 and 1,440 px, light
above and dark below, and at the end its first sheet as it is printed. With a language, SITE is what
`init --language` makes, and its pages that differ most are drawn: plan.de.webp.
"""

import base64
import pathlib
import sys

from chromium import Chromium, served

WIDTHS = (320, 390, 820, 1440)
HEIGHT = 1300
PAPER = (794, 1123)
SCALE = 0.3
PAGES = {
    "home": "/", "article": "/articles/maintenance-tiers-and-size/",
    "plan": "/plans/how-to-handle-a-margin-call/", "calculator": "/tools/calculator/",
    "desk": "/tools/margin/", "report": "/tools/margin/sample-binance-call/", "ticker": "/ticker/",
    "asset": "/assets/eth/", "venue": "/venues/binance/", "venues": "/venues/",
    "topic": "/topics/liquidation/", "news": "/news/", "faq": "/faq/",
    "question": "/topics/liquidation/questions/", "glossary": "/glossary/", "search": "/search/",
    "status": "/status/", "tested": "/how-it-is-tested/", "404": "/404.html",
}
IN_LANGUAGES = ("home", "plan", "calculator", "ticker", "glossary")
# What is typed into a calculator, where there is one.
TYPED = """
for (const [name, value] of [['equity', '5930.88'], ['maintenance', '5516.06']]) {
  const field = document.getElementById('calc-' + name);
  if (!field) continue;
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
}
"""


def picture(browser, width, height, form="png", **more):
    shot = browser.call("Page.captureScreenshot", format=form, captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1}, **more)
    return shot["data"]


def shots(browser, address):
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            browser.open(address, width, height=HEIGHT, scheme=scheme)
            browser.value(TYPED)
            yield width, HEIGHT, picture(browser, width, HEIGHT)
    width, height = PAPER
    browser.open(address, width, height=height)
    browser.call("Emulation.setEmulatedMedia", media="print", features=[])
    yield width, height, picture(browser, width, height)
    browser.call("Emulation.setEmulatedMedia", media="")


def sheet(images):
    """Two rows of pictures; the printed one stands at their end."""
    def tag(image):
        width, height, data = image
        return (f'<img src="data:image/png;base64,{data}" width="{width * SCALE:.0f}" '
                f'height="{height * SCALE:.0f}">')

    rows = [images[:len(WIDTHS)], images[len(WIDTHS):2 * len(WIDTHS)]]
    body = "".join(f"<div>{''.join(map(tag, row))}</div>" for row in rows)
    return ("<!doctype html><style>body{margin:0;padding:12px;background:#8a8780;width:max-content;"
            "display:flex;gap:12px}div{display:flex;gap:12px;margin-bottom:12px}</style>"
            f"<section>{body}</section>{tag(images[-1])}")


def main():
    program, site, folder = (pathlib.Path(name).resolve() for name in sys.argv[1:4])
    language = sys.argv[4] if len(sys.argv) > 4 else None
    width = int((sum(WIDTHS) + PAPER[0]) * SCALE + 12 * (len(WIDTHS) + 2))
    height = int(HEIGHT * SCALE * 2 + 36)
    with served(program, site) as base, Chromium() as browser:
        for name, path in PAGES.items():
            if language and name not in IN_LANGUAGES:
                continue
            images = list(shots(browser, base + path))
            browser.open("about:blank", width, height=height)
            tree = browser.call("Page.getFrameTree")["frameTree"]["frame"]["id"]
            browser.call("Page.setDocumentContent", frameId=tree, html=sheet(images))
            browser.call("Runtime.evaluate", awaitPromise=True, expression=(
                "Promise.all([...document.images].map(image => image.decode()))"))
            data = picture(browser, width, height, form="webp", quality=22)
            (folder / f"{name}{'.' + language if language else ''}.webp").write_bytes(base64.b64decode(data))


main()
