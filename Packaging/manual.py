"""Writes a manual page of the program and of each verb from what the program says of its arguments.

Usage: marginalia --experimental-dump-help | manual.py VERSION FOLDER
"""

import datetime
import json
import os
import pathlib
import sys

SEVERAL_DASHES = {"long": "--", "longWithSingleDash": "-", "short": "-"}


def escaped(text):
    """`text` as groff prints it, letter by letter."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def name(argument):
    """How an option is written, with its value: -C DIRECTORY."""
    names = ["\\fB" + escaped(SEVERAL_DASHES[name["kind"]] + name["name"]) + "\\fR"
             for name in sorted(argument.get("names", []), key=lambda name: name["kind"] != "short")]
    value = "\\fI" + escaped(argument["valueName"]) + "\\fR"
    if argument["kind"] == "positional":
        return value
    return ", ".join(names) + ("" if argument["kind"] == "flag" else " " + value)


def usage(command, title):
    """The synopsis: what may be left out stands in brackets, what may be repeated has dots."""
    parts = []
    for argument in arguments(command):
        if argument["kind"] != "positional":
            continue
        part = name(argument) + (" ..." if argument["isRepeating"] else "")
        parts.append(f"[{part}]" if argument["isOptional"] else part)
    verb = "\\fIverb\\fR" if command.get("subcommands") else ""
    return " ".join([f"\\fB{escaped(title)}\\fR", *([verb] if verb else []), "[\\fIoptions\\fR]", *parts])


def arguments(command):
    return [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]


def discussion(text):
    """Paragraphs as they are; what is indented is an example and keeps its lines."""
    lines, is_example = [], False
    for line in text.splitlines():
        if line.startswith("  ") != is_example and line.strip():
            lines.append(".fi" if is_example else ".nf")
            is_example = not is_example
        lines.append(escaped(line.rstrip()) if line.strip() else ".PP")
    return lines + ([".fi"] if is_example else [])


def options(command):
    """Arguments by the groups that they are declared in."""
    lines, groups = [], {}
    for argument in arguments(command):
        groups.setdefault(argument.get("sectionTitle") or "Options", []).append(argument)
    for title, group in groups.items():
        lines.append(f'.SH "{title.upper()}"')
        for argument in group:
            default = argument.get("defaultValue")
            told = f" (default: {default})" if default and argument["kind"] != "flag" else ""
            lines += [".TP", name(argument), escaped(argument.get("abstract", "") + told)]
    return lines


def page(command, title, version, others):
    day = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    lines = [
        f'.TH "{escaped(title.upper())}" 1 "{day:%Y-%m-%d}" "marginalia {version}" "Marginalia"',
        ".SH NAME", f"{escaped(title)} \\- {escaped(command['abstract'].rstrip('.'))}",
        ".SH SYNOPSIS", usage(command, title.replace("-", " ", 1)),
    ]
    if command.get("discussion"):
        lines += [".SH DESCRIPTION"] + discussion(command["discussion"])
    verbs = [verb for verb in command.get("subcommands", []) if verb["commandName"] != "help"]
    if verbs:
        lines.append(".SH VERBS")
        for verb in verbs:
            lines += [".TP", f"\\fB{escaped(verb['commandName'])}\\fR", escaped(verb["abstract"])]
    lines += options(command) + [".SH \"SEE ALSO\"", ", ".join(f"\\fB{escaped(o)}\\fR(1)" for o in others)]
    return "\n".join(lines) + "\n"


def main():
    version, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    program = json.load(sys.stdin)["command"]
    verbs = {f"{program['commandName']}-{verb['commandName']}": verb
             for verb in program["subcommands"] if verb["commandName"] != "help"}
    for title, command in {program["commandName"]: program, **verbs}.items():
        others = list(verbs) if command is program else [program["commandName"]]
        (folder / f"{title}.1").write_text(page(command, title, version, others), encoding="utf-8")


main()
