"""Makes PDF files with WeasyPrint, report after report, for `marginalia report --format pdf`.

Reads `LENGTH\\n` and that many bytes of HTML from standard input; answers `ok LENGTH\\n` and the PDF,
or `error LENGTH\\n` and the reason, on standard output. It opens no file and no connection: a page
that asks for anything is refused. The same HTML gives the same bytes.
"""

import logging
import sys

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher


class Refusal(logging.Handler):
    """Remembers the first complaint about a page: reports are made to print without any."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.first = None

    def emit(self, record):
        if self.first is None:
            self.first = record.getMessage()


def answer(word, body):
    sys.stdout.buffer.write(b"%s %d\n" % (word, len(body)))
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()


def main():
    fonts = FontConfiguration()
    fetcher = URLFetcher(allowed_protocols=[], fail_on_errors=True)
    complaints = Refusal()
    logging.getLogger("weasyprint").addHandler(complaints)
    while head := sys.stdin.buffer.readline(32):
        page = sys.stdin.buffer.read(int(head))
        complaints.first = None
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
        else:
            answer(b"ok", pdf)


if __name__ == "__main__":
    main()
