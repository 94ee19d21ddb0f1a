"""Saves an article again and again, and times how long `serve` takes to show it.

    reload.py MARGINALIA SITE [ROUNDS]

SITE is a folder that generate.py made for Marginalia. Measured are the reload event that open pages
wait for, a page fetched after it, which must hold what was saved, and the CPU time of one update. The
article is put back at the end.
"""

import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import time


def connection(port, path):
    client = socket.create_connection(("127.0.0.1", port))
    client.settimeout(30)
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    client.sendall(request.encode())
    return client


def fetched(port, path):
    with connection(port, path) as client:
        parts = []
        while part := client.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def cpu_milliseconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(process, article, rounds):
    port = int(re.search(r":(\d+)/", process.stdout.readline())[1])
    process.stdout.readline()  # The first build is done.
    path = f"/articles/{article.stem}/"
    text = article.read_text(encoding="utf-8")
    times = {"reload event": [], "fresh page": []}
    try:
        with connection(port, "/-/reload") as events:
            time.sleep(0.5)
            events.recv(1 << 16)  # The head, and the build that is shown.
            spent = cpu_milliseconds(process)
            for number in range(rounds):
                time.sleep(0.3)
                mark = f"Saved as number {number} of {time.time_ns()}."
                start = time.monotonic()
                article.write_text(f"{text}\n{mark}\n", encoding="utf-8")
                received = b""
                while b"\ndata:" not in received:
                    received += events.recv(1 << 16)
                times["reload event"].append(time.monotonic() - start)
                page = fetched(port, path)
                times["fresh page"].append(time.monotonic() - start)
                if mark.encode() not in page:
                    sys.exit(f"{path} does not hold what was saved")
            spent = cpu_milliseconds(process) - spent
    finally:
        article.write_text(text, encoding="utf-8")
    for name, seconds in times.items():
        print(
            f"{name}: median {statistics.median(seconds) * 1000:.0f} ms, "
            f"{min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f}")
    print(f"CPU: {spent / rounds:.0f} ms an update")


def main():
    program, site = sys.argv[1], pathlib.Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    articles = sorted((site / "Content" / "articles").glob("*.md"))
    # Messages to standard error would fill a pipe that nobody reads.
    process = subprocess.Popen(
        [program, "serve", "-C", str(site), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        measure(process, articles[len(articles) // 2], rounds)
    finally:
        process.terminate()
        process.wait()


main()
