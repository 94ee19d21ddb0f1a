"""Makes PDF files with WeasyPrint, report after report, for `marginalia report --format pdf`.

Reads `LENGTH\\n` and that many bytes of HTML from standard input; answers `ok LENGTH\\n` and the PDF,
or `error LENGTH\\n` and the reason, on standard output. It opens no file and no connection: a page
that asks for anything is refused. The same HTML gives the same bytes.

Where no font has a letter of a name, a box stands for it, and `warn LENGTH\\n` with the letters goes
before `ok`. Without a glyph for what figures are written with there is no PDF.
"""

import logging
import sys

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher


# What figures and our own words are written with, besides ASCII and spaces.
FIGURE_MARKS = set("·×÷–•…→−■▲▼◊○●")


class Complaints(logging.Handler):
    """Remembers the first complaint about a page that refuses it, and each letter without a glyph."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.clear()

    def clear(self):
        self.first = None
        self.absent = set()

    def emit(self, record):
        if record.msg.startswith(".notdef glyph"):
            letter = chr(record.args[1])
            if not (letter.isascii() or letter.isspace() or letter in FIGURE_MARKS):
                self.absent.add(letter)
                return
        if self.first is None:
            self.first = record.getMessage()


def answer(word, body):
    sys.stdout.buffer.write(b"%s %d\n" % (word, len(body)))
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def main():
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=[], fail_on_errors=True)
    complaints = Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    while head := sys.stdin.buffer.readline(32):
        page = sys.stdin.buffer.read(int(head))
        complaints.clear()
        try:
            pdf = HTML(string=page.decode(), url_fetcher=fetcher).write_pdf(
                font_config=fonts, pdf_variant="pdf/ua-1"
            )
        # Whatever is wrong with one page, the next gets its turn. A refused address is no Exception.
        except (Exception, FatalURLFetchingError) as error:
            answer(b"error", str(error).encode())
            continue
        if complaints.first:
            answer(b"error", complaints.first.encode())
            continue
        if complaints.absent:
            letters = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(complaints.absent))
            answer(b"warn", f"no font has {letters}".encode())
        answer(b"ok", pdf)


if __name__ == "__main__":
    main()
