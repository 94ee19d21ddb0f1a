"""The WeasyPrint worker opens nothing, says so, and goes on with the next page; with Liberation alone
it prints every sign of ours, and boxes with a warning for letters of other scripts."""

import pathlib
import subprocess
import tempfile

PAGE = '<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>{}</body></html>'
REFUSED = [
    '<img alt="a" src="file:///etc/hostname"/>',
    '<img alt="a" src="http://127.0.0.1:9/a.png"/>',
    '<style>@import "file:///tmp/a.css";</style>',
    "<style>p { no-such-property: 1 }</style>",
]

SIGNS = "<p>● ▲ ◊ ■ × ○ ▼ – − · ÷ • … → 0123456789.,%+-</p>"
LETTERS = "<p>漢字 حساب 🚀 87,959.91</p>"
LIBERATION = "/usr/share/fonts/truetype/liberation"


def with_liberation_alone(folder, command):
    """The command, run so that it finds the fonts that `make pdf-tools` installs, and no others."""
    path = pathlib.Path(folder) / "fonts.conf"
    path.write_text(
        f"<fontconfig><dir>{LIBERATION}</dir><cachedir>{folder}/fonts</cachedir></fontconfig>")
    return ["/usr/bin/env", f"FONTCONFIG_FILE={path}", *command]


def check_fonts(command, problems):
    with tempfile.TemporaryDirectory() as folder:
        worker = subprocess.Popen(
            with_liberation_alone(folder, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)

        def answers(body):
            page = PAGE.format(body).encode()
            worker.stdin.write(b"%d\n" % len(page) + page)
            worker.stdin.flush()
            found = []
            while not found or found[-1][0] == b"warn":
                word, length = worker.stdout.readline().split()
                found.append((word, worker.stdout.read(int(length))))
            return found

        signs = answers(SIGNS)
        if [word for word, _ in signs] != [b"ok"]:
            problems.append(f"Liberation alone does not print our signs: {signs[0][1][:120]}")
        letters = answers(LETTERS)
        if [word for word, _ in letters] != [b"warn", b"ok"] or b"U+6F22" not in letters[0][1]:
            problems.append(f"letters without a font: {[word for word, _ in letters]}")
        worker.stdin.close()
        worker.wait()


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
