"""Follows docs/operations.md, line by line, in a bare Debian root, as far as no systemd has to run.

Usage: guide.py PROGRAM ROOT

ROOT is what debootstrap made, with sudo. The program is put in with the Swift libraries that it needs and
with the shipped site beside it; so the lines that fetch, compile or install it are passed over (package.sh
tries the package), and those that call systemctl. Every other line of a shell block has to end with 0. Needs
root.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
PASSED_OVER = re.compile(r"\b(systemctl|journalctl|crontab|git clone|swift build|ln -s|cd)\b|/var/lib/marginalia|apt install|^\d+ \d+ \* ")
# What stands in the guide for something of the reader's: the release that is not live.
READER = {" ID": " $(ls /srv/site/Output/releases | grep -v $(basename $(readlink /srv/site/Output/current)))"}
# The guide says to edit the settings; the night after that gives a release to go back from.
EDIT = "sed -i 's/^title:.*/title: Another title/' /srv/site/Content/site.yml"
NIGHT = "sudo -u marginalia marginalia nightly -C /srv/site"


def install(program, root):
    local = root / "usr/local"
    shutil.copy(program, local / "bin/marginalia")
    for name in ("Content", "Templates"):
        shutil.copytree(REPOSITORY / name, local / "share/marginalia" / name, dirs_exist_ok=True)
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    for library in re.findall(r"=> (\S*/swift/\S+)", libraries):
        shutil.copy(library, local / "lib")
    inside(root, "ldconfig")


def inside(root, line):
    environment = {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8",
                   "DEBIAN_FRONTEND": "noninteractive"}
    command = ["chroot", root, "/bin/bash", "-c", line]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def lines(guide):
    """Each command of the guide's shell blocks. In a list of verbs what follows three spaces explains it."""
    for section, block in re.findall(r"^## (\d)[^\n]*\n|^```\n(.*?)^```", guide, re.M | re.S):
        if section:
            number = int(section)
        elif number <= 4:
            for line in re.sub(r"\s*\\\n\s*", " ", block).splitlines():
                command = re.split(r" {3,}", line.strip())[0]
                if command:
                    yield number, command


def main():
    program, root = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    os.makedirs(root / "etc/systemd/system", exist_ok=True)
    install(program, root)
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    try:
        failures = follow(root)
    finally:
        subprocess.run(["umount", root / "proc"], check=True)
    # The arguments of a program are read in /proc. Without it nothing may look as if it had been done.
    if inside(root, "marginalia nightly").returncode != 3:
        failures += 1
        print("0  NOT refused without /proc")
    sys.exit(1 if failures else 0)


def follow(root):
    """How many lines of the guide did not end with 0."""
    failures = 0
    guide = list(lines((REPOSITORY / "docs/operations.md").read_text()))
    edit = next(number for number, (section, _) in enumerate(guide) if section == 4)
    guide[edit:edit] = [(2, EDIT), (2, NIGHT)]
    for section, command in guide:
        if PASSED_OVER.search(command):
            print(f"{section}  passed over: {command}")
            continue
        # The verbs of section 4 are named without the user that they are for.
        line = f"sudo -u marginalia {command}" if section == 4 else command
        for word, value in READER.items():
            line = line.replace(word, value)
        answer = inside(root, line)
        print(f"{section}  {answer.returncode}  {line}", flush=True)
        if answer.returncode:
            failures += 1
            print(answer.stdout[-600:] + answer.stderr[-600:])
    return failures


main()
