#!/usr/bin/env python3
"""Writes documents that must be refused, in bounded time and memory, into a folder.

A file is named after what it attacks; its first word is the target that takes it. What is refused by
its size is as large as it may be; the rest is small enough for a build that is not optimised, under a
sanitizer.
"""

import sys
from pathlib import Path

HEAD = (
    '<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="en">\n'
    '<head><meta charset="utf-8"/><title>a</title><meta name="description" content="b"/></head>\n'
    "<body><main><h1>a</h1>\n"
)
TAIL = "</main></body></html>\n"
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">'
MEGABYTE = 1 << 20


def page(body: str) -> bytes:
    return (HEAD + body + TAIL).encode()


def bomb(levels: int) -> str:
    entities = ['<!ENTITY e0 "ha">']
    entities += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE a [{''.join(entities)}]>\n<a>&e{levels - 1};</a>"


def documents():
    yield "page-entity-bomb", bomb(20).encode()
    yield "page-quadratic-entity", (
        f'<!DOCTYPE a [<!ENTITY e "{"x" * MEGABYTE}">]>\n<a>{"&e;" * 1000}</a>'
    ).encode()
    yield "page-external-entity", (
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n<a>&e;</a>'
    )
    yield "page-parameter-entity", (
        b'<!DOCTYPE a [<!ENTITY % e SYSTEM "http://example.com/a.dtd"> %e;]>\n<a/>'
    )
    yield "page-default-attributes", (
        b'<!DOCTYPE a [<!ATTLIST a onclick CDATA "x()">]>\n<a/>'
    )
    yield "page-nesting", page("<div>" * 100_000)
    # Ten million tags are 50 megabytes: refused by their size.
    yield "page-nesting-of-ten-million", page("<div>" * 10_000_000)
    yield "page-large-text", page(f"<p>{'a' * (64 * MEGABYTE)}</p>")
    yield "page-large-attribute", page(f'<p title="{"a" * MEGABYTE}">a</p>')
    yield "page-many-attributes", page("<p" + "".join(f' a{n}=""' for n in range(20_000)) + ">")
    yield "page-long-name", page("<" + "a" * (MEGABYTE // 2) + ">")
    yield "page-many-names", page("".join(f"<n{n}/>" for n in range(5_000)))
    yield "page-many-identical-ids", page('<p id="a">b</p>' * 5_000)
    yield "page-long-comment", page("<!--" + "- " * (MEGABYTE // 4))
    yield "page-many-references", page('<p><a href="#b">c</a></p>' * 5_000)
    yield "page-nul", page("<p>a</p>") + b"\0<script>alert(1)</script>"
    yield "page-latin-1", HEAD.encode() + b"<p>caf\xe9</p>" + TAIL.encode()
    yield "page-overlong", HEAD.encode() + b"<p>\xc0\x80</p>" + TAIL.encode()
    yield "page-surrogate", HEAD.encode() + b"<p>\xed\xa0\x80</p>" + TAIL.encode()
    yield "page-utf-16", page("<p>a</p>").decode().encode("utf-16")
    yield "page-late-line", page("\n" * 70_000 + '<p x="">late</p>\n')
    yield "page-unclosed", page("<p>a</p>")[:-9]
    yield "feed-entity-bomb", bomb(20).encode()
    yield "feed-nesting", (FEED + "<entry>" * 100_000).encode()
    yield "feed-large-text", f"{FEED}<title>{'a' * (60 * MEGABYTE)}</title></feed>".encode()
    yield "feed-many-entries", (FEED + "<entry><id>a</id></entry>" * 10_000 + "</feed>").encode()
    yield "feed-include", (
        FEED + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/></feed>'
    ).encode()
    yield "feed-latin-1", b'<?xml version="1.0" encoding="ISO-8859-1"?>\n' + FEED.encode() + b"\xe9</feed>"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents():
        (folder / name).write_bytes(document)


if __name__ == "__main__":
    main()
