"""HTML, Markdown, JSON, CSV and PDF of one report hold the same figures."""

import csv
import html
import json
import re
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Decimal, getcontext

getcontext().prec = 60
FIGURE = re.compile(r"[−+-]?\d[\d,]*(?:\.\d+)?%?")
STATES = ["healthy", "watch", "call", "liquidation", "bankrupt", "incomplete"]


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


def values(text):
    """Every figure as a number with its decimal places; percentages as they are written."""
    found = set()
    for figure in figures(text):
        digits = figure.rstrip("%").replace(",", "")
        found.add((Decimal(digits), len(digits.partition(".")[2])))
    return found


def is_written(value, shown, is_move=False):
    """Whether a page says an exact value, rounded once: to the nearest, or up where it must suffice; a
    move to the trigger is cut."""
    exact = Decimal(value)
    rules = [ROUND_DOWN] if is_move else [ROUND_HALF_EVEN, ROUND_UP]
    for figure, places in shown:
        step = Decimal(1).scaleb(-places)
        if figure == exact or places >= 1 and figure in [
            exact.quantize(step, rounding=rule) for rule in rules
        ]:
            return True
    return False


def exact_figures(data):
    """Every figure of the JSON form that a report writes, with its name. Charts of many positions show
    the nearest, so what stands beside the chart alone is asked for of few."""
    for pool in data["pools"]:
        for key in ("equity", "unrealizedPnl", "initialMargin", "maintenanceMargin", "requirement"):
            yield f"{pool['id']}.{key}", pool[key]
        yield f"{pool['id']}.ratio", percent(pool["ratio"])
        yield f"{pool['id']}.native", percent(pool["native"]["value"])
    yield "deficit", data["distance"]["deficit"]
    for position in data["positions"]:
        name = f"{position['symbol']} {position['side']}"
        keys = ["unrealizedPnl", "maintenanceMargin"]
        if len(data["positions"]) <= 24:
            keys += ["notional", "bankruptcyPrice", "liquidationPriceBelow", "liquidationPriceAbove"]
            for key in ("next", "perDay"):
                flow = position["funding"][key]
                yield f"{name}.funding.{key}", flow and flow.lstrip("-")
        for key in keys:
            yield f"{name}.{key}", position[key]
    plan = data["plan"] or {"steps": [], "targets": [], "alternatives": []}
    for number, step in enumerate(plan["steps"], 1):
        for key in ("quantity", "amount", "price", "cost"):
            yield f"step {number}.{key}", step[key]
        yield f"step {number}.after.equity", step["after"]["equity"]
        yield f"step {number}.after.ratio", percent(step["after"]["ratio"])
    for target in plan["targets"]:
        for key in ("amount", "jointMoveSurvivedPercent"):
            yield f"target {target['name']}.{key}", target[key]
        yield f"target {target['name']}.ratioAfter", percent(target["ratioAfter"])
    for way in plan["alternatives"]:
        yield f"{way['name']}.ratioAfter", percent(way["ratioAfter"])
        for key in ("cost", "saving", "jointMoveSurvivedPercent"):
            value = way[key]
            yield f"{way['name']}.{key}", value and key == "saving" and value.lstrip("-") or value
    stress = (data.get("audit") or {}).get("stress", {}).get("value")
    for point in stress["joint"]["points"] if stress else []:
        yield "a move of the stress table", point["movePercent"]
        worst = max(point["pools"], key=lambda pool: (
            STATES.index(pool["state"]), Decimal(pool["ratio"] or 0)))
        for key in ("equity", "requirement"):
            yield f"stress at {point['movePercent']} %.{key}", worst[key]
        yield f"stress at {point['movePercent']} %.ratio", percent(worst["ratio"])
    for table in stress["singles"] if stress else []:
        for side in ("down", "up"):
            breach = table["firstBreach"][side]
            yield f"breach of {table['asset']} {side}", breach and breach["movePercent"]


def percent(fraction):
    return fraction and str(Decimal(fraction) * 100)


def csv_figures(data):
    """Every row of the CSV form as the JSON form has it, to the digit."""
    for pool in data["pools"]:
        for key in ("equity", "walletBalance", "unrealizedPnl", "initialMargin", "maintenanceMargin",
                    "requirement", "availableBalance", "ratio", "state"):
            yield ("pool", pool["id"], key), pool[key]
        yield ("pool", pool["id"], "native"), pool["native"]["value"]
    for position in data["positions"]:
        name = f"{position['symbol']} {position['side']} {position['marginMode']}"
        for key in ("notional", "unrealizedPnl", "initialMargin", "maintenanceMargin",
                    "liquidationPrice", "bankruptcyPrice"):
            yield ("position", name, key), position[key]
        for key, figure in (("down", "distanceDown"), ("up", "distanceUp")):
            yield ("position", name, figure), position["distancePercent"][key]
        for key, figure in (("next", "fundingNext"), ("perDay", "fundingPerDay")):
            yield ("position", name, figure), position["funding"][key]
    plan = data["plan"] or {"steps": [], "targets": []}
    for target in plan["targets"]:
        for key in ("amount", "ratioAfter"):
            yield ("target", target["name"], key), target[key]
    for number, step in enumerate(plan["steps"], 1):
        name = f"{number} {step['kind']}"
        for key in ("quantity", "amount", "price"):
            if step[key] is not None:
                yield ("step", name, key), step[key]
        yield ("step", name, "cost"), step["cost"]
        for key in ("equity", "requirement", "ratio", "state"):
            yield ("step", name, f"{key}After"), step["after"][key]
    yield ("account", "", "state"), data["state"]
    yield ("account", "", "ratio"), data["ratio"]
    yield ("account", "", "deficit"), data["distance"]["deficit"]


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
    shown = values(seen)
    compared = 0
    for name, value in exact_figures(data):
        if value is None:
            continue
        is_move = "MovePercent" in name or "MoveSurvived" in name or name.startswith("breach of")
        if is_move and abs(Decimal(value)) > 1000:
            continue  # Told in words: no market goes there.
        compared += 1
        if not is_written(value, shown, is_move):
            problems.append(f"{name} {value} is not in HTML")

    rows = list(csv.DictReader(report["csv"].splitlines()))
    cells = {(row["part"], row["name"], row["figure"]): row["value"] for row in rows}
    for key, value in csv_figures(data):
        compared += 1
        if cells.get(key) != (value or ""):
            problems.append(f"CSV and JSON differ in {key}: {cells.get(key)} and {value}")
    return len(in_page) + compared
