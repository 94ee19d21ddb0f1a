"""The WeasyPrint worker opens nothing, says so, and goes on with the next page."""

import subprocess

PAGE = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>{}</body></html>'
REFUSED = [
    '<img alt="a" src="file:///etc/hostname"/>',
    '<img alt="a" src="http://127.0.0.1:9/a.png"/>',
    '<style>@import "file:///tmp/a.css";</style>',
    "<style>p { no-such-property: 1 }</style>",
]


def check(command, problems):
    worker = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def answer(body):
        page = PAGE.format(body).encode()
        worker.stdin.write(b"%d\n" % len(page) + page)
        worker.stdin.flush()
        word, length = worker.stdout.readline().split()
        return word, worker.stdout.read(int(length))

    for body in [*REFUSED, "<p>good</p>"]:
        word, told = answer(body)
        if (word == b"ok") != (body not in REFUSED):
            problems.append(f"the worker answers {word} to {body}: {told[:80]}")
    worker.stdin.close()
    if worker.wait() != 0:
        problems.append("the worker does not end in peace")
