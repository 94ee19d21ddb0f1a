"""HTML, Markdown, JSON, CSV and PDF of one report hold the same figures."""

import csv
import html
import json
import re
from decimal import ROUND_HALF_EVEN, Decimal, getcontext

getcontext().prec = 60
FIGURE = re.compile(r"[−+-]?\d[\d,]*(?:\.\d+)?%?")
DOLLARS = {"USDT", "USDC", "USD", "FDUSD"}


def figures(text):
    """Every figure, with the minus that JSON uses."""
    return {figure.replace("−", "-").lstrip("+").rstrip(",") for figure in FIGURE.findall(text)}


def page_text(source):
    """What a reader sees, charts left out: they repeat the tables in rounder numbers."""
    body = source[source.index("<body>"):]
    body = re.sub(r"<svg.*?</svg>", " ", body, flags=re.S)
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def markdown_text(source):
    source = re.sub(r"\]\([^)]*\)", "]", source)
    source = re.sub(r"^\d+\. ", "", source, flags=re.M)
    return html.unescape(re.sub(r"\\(.)", r"\1", source))


def money(value, asset):
    places = Decimal("0.01") if asset in DOLLARS else Decimal("0.00000001")
    rounded = Decimal(value).quantize(places, rounding=ROUND_HALF_EVEN)
    return f"{rounded:,}"


def check(report, problems):
    """`report` gives the bytes or the text of each form."""
    data = json.loads(report["json"])
    seen = page_text(report["html"])
    in_page = figures(seen)

    for figure in sorted(figures(markdown_text(report["md"])) - in_page):
        problems.append(f"Markdown says {figure}, HTML does not")

    for engine in ("weasyprint", "chromium"):
        solid = re.sub(r"\s+", "", report[engine]).replace("−", "-")
        for figure in sorted(in_page):
            if figure not in solid:
                problems.append(f"{engine} lost {figure}")

    # The page writes each exact value of the JSON, rounded once.
    for pool in data["pools"]:
        for key in ("equity", "requirement", "initialMargin", "maintenanceMargin"):
            if pool[key] is not None and money(pool[key], pool["asset"]) not in in_page:
                problems.append(f"{pool['id']}.{key} {pool[key]} is not in HTML")
    for position in data["positions"]:
        for key in ("unrealizedPnl", "maintenanceMargin"):
            if position[key] is not None and money(position[key], "USDT") not in in_page \
                    and money(position[key], "") not in in_page:
                problems.append(f"{position['symbol']}.{key} {position[key]} is not in HTML")

    rows = list(csv.DictReader(report["csv"].splitlines()))
    values = {(row["part"], row["name"], row["figure"]): row["value"] for row in rows}
    if values[("account", "", "state")] != data["state"]:
        problems.append("CSV and JSON differ in the state")
    for pool in data["pools"]:
        for key in ("equity", "requirement", "ratio", "unrealizedPnl", "walletBalance"):
            if values[("pool", pool["id"], key)] != (pool[key] or ""):
                problems.append(f"CSV and JSON differ in {pool['id']}.{key}")
    for position in data["positions"]:
        name = f"{position['symbol']} {position['side']} {position['marginMode']}"
        for key in ("notional", "unrealizedPnl", "maintenanceMargin", "liquidationPrice"):
            if values[("position", name, key)] != (position[key] or ""):
                problems.append(f"CSV and JSON differ in {name}.{key}")
    for number, step in enumerate(data["plan"]["steps"], 1):
        found = values[("step", f"{number} {step['kind']}", "equityAfter")]
        if found != (step["after"]["equity"] or ""):
            problems.append(f"CSV and JSON differ in step {number}")
    return len(in_page)
