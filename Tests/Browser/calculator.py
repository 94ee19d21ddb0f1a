"""Types accounts into the calculator, in a real browser, and holds every digit against the engine's.

    calculator.py MARGINALIA SITE [COUNT] [SEED]

SITE holds `Output/current`. COUNT random accounts of one long position, at all venues, are assessed by
the program; their equity, maintenance margin and notional are typed, and what the page then says must
be what the program says. Then the sentences for what cannot be computed, the first screen of a
telephone, and the copied text are looked at.
"""

import json
import pathlib
import random
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

from chromium import Chromium, served

CLOCK = "2026-02-01T16:30:00Z"
SYMBOLS = {"binance": "BTCUSDT", "bybit": "BTCUSDT", "okx": "BTC-USDT-SWAP"}
MODES = {"binance": "single-asset", "bybit": "cross", "okx": "futures"}

TYPE = """
(fields => {
  for (const [name, value] of Object.entries(fields)) {
    const field = document.getElementById('calc-' + name);
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }
  const answer = document.getElementById('calc-answer');
  const next = [...document.getElementById('calc-next').children].find(link => !link.hidden);
  return {
    state: answer.dataset.state,
    next: document.getElementById('calc-next').hidden ? null : next?.id,
    lines: Object.fromEntries([...answer.children].map(line => [line.dataset.line, line.textContent])),
  };
})
"""
COUNT = 2000
NOTHING = {"equity": "", "maintenance": "", "notional": "", "funds": "", "shown": "", "fee": ""}


def accounts(count, seed):
    dice = random.Random(seed)
    for number in range(count):
        venue = dice.choice(sorted(SYMBOLS))
        # Near enough to the site's ticker for the program to believe them.
        mark = Decimal(dice.randrange(60_000_000_000, 120_000_000_000)).scaleb(-6)
        contract = Decimal("0.01") if venue == "okx" else Decimal(1)
        quantity = Decimal(dice.randrange(1, 4000)) * (1 if venue == "okx" else Decimal("0.01"))
        entry = (mark * Decimal(dice.randrange(850, 1150)) / 1000).quantize(Decimal("0.1"))
        size = quantity * contract
        # Around the requirement of small tiers, from half of it to forty times.
        share = Decimal(dice.randrange(-40, 1600)).scaleb(-4)
        wallet = size * mark * share * Decimal("0.1") - size * (mark - entry)
        yield {
            "schema": "marginalia/account/1", "id": f"typed-{number}", "venue": venue,
            "environment": "mainnet", "accountMode": MODES[venue], "positionMode": "one-way",
            "asOf": "2026-02-01T16:29:00Z",
            "collateral": [{"asset": "USDT", "indexPrice": "1", "collateralRate": "1",
                            "walletBalance": f"{wallet:.{dice.choice((2, 6, 8))}f}"}],
            "positions": [{
                "symbol": SYMBOLS[venue], "contractType": "linear", "side": "long",
                "marginMode": "cross", "quantity": f"{quantity:f}", "contractSize": f"{contract:f}",
                "entryPrice": f"{entry:f}", "markPrice": f"{mark:f}", "leverage": "20"}],
        }


def answers(program, site, lines):
    done = subprocess.run(
        [program, "plan", "-", "--json", "--quiet", "-C", site, "--clock", CLOCK],
        input="\n".join(map(json.dumps, lines)), text=True, stdout=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


def shown(value, places):
    """To the nearest, ties to the even digit, as pages write it; never 100 short of it."""
    while round(value, places) == 100 and value != 100:
        places += 1
    return f"{Decimal(round(value * 10**places)).scaleb(-places):,.{places}f}".replace("-", "−")


def amount(text):
    found = re.search(r"(?:pay in |: )([\d,]+\.\d\d)", text)
    return Decimal(found[1].replace(",", "")) if found else Decimal(0)


def compare(account, answer, page):
    """What differs between the program's answer and the page's."""
    pool = answer["pools"][0]
    equity, need = Fraction(pool["equity"]), Fraction(pool["requirement"])
    lines = page["lines"]
    found = []

    def hold(name, right, text):
        if right not in text:
            found.append(f"{account['id']} {name}: {text!r} does not say {right!r}")

    state = page["state"]
    if pool["by"] != "distance" and state != pool["state"]:
        found.append(f"{account['id']}: {state}, the engine says {pool['state']}")
    if equity <= 0:
        hold("state", "equity is zero or below", lines["state"])
    else:
        hold("use", f"Margin use {shown(need / equity * 100, 1)}%", lines["state"])
        hold("own", f" {shown(Fraction(pool['native']['value']) * 100, 2)}%", lines["own"])
    targets = {target["name"]: target for target in answer["plan"]["targets"]}
    for name in ("article", "target"):
        typed, right = amount(lines[name]), Decimal(targets[name]["amount"])
        if typed != right:
            found.append(f"{account['id']} {name}: {typed}, the engine says {right}")
    if "distance" in targets and Decimal(targets["distance"]["amount"]) > amount(lines["distance"]):
        found.append(f"{account['id']} distance: {lines['distance']!r} is less than "
                     f"{targets['distance']['amount']}")
    down = answer["distance"]["jointMovePercent"]["down"]
    if "fall" in lines and down is not None:
        fall = re.search(r"fall (?:less than )?([\d.]+)%", lines["fall"])[1]
        if Fraction(fall) > max(-Fraction(down), Fraction(1, 100)):
            found.append(f"{account['id']} fall: {fall}, the engine says {down}")
    return found


def typed(answer, account):
    pool = answer["pools"][0]
    fields = {**NOTHING, "venue": account["venue"], "equity": pool["equity"],
              "maintenance": pool["maintenanceMargin"],
              "notional": answer["positions"][0]["notional"]}
    if account["venue"] == "okx":
        beside = Fraction(pool["requirement"]) - Fraction(pool["maintenanceMargin"])
        fee = beside / Fraction(fields["notional"]) * 100
        fields["fee"] = f"{Decimal(fee.numerator) / Decimal(fee.denominator):f}"
    return fields


# What is typed, which line answers, and what it says.
SENTENCES = [
    ({}, "fault", "Type equity and maintenance margin"),
    ({"equity": "5"}, "fault", "Type the maintenance margin"),
    ({"equity": "5", "maintenance": "-1"}, "fault", "never below zero"),
    ({"equity": "five", "maintenance": "1"}, "fault", "is not a number"),
    ({"equity": "1,234", "maintenance": "1"}, "fault", "1234 or 1.234"),
    ({"equity": "1.2.3", "maintenance": "1"}, "fault", "do not fit"),
    ({"equity": "1,23,456.7", "maintenance": "1"}, "fault", "do not fit"),
    ({"equity": "9" * 40, "maintenance": "1"}, "fault", "more than 30 digits"),
    ({"equity": "1234,5", "maintenance": "1000"}, "notes", "Equity read as 1234.5."),
    ({"equity": "$1,234,567.50 USDT", "maintenance": "1000"}, "notes", "read as 1234567.50."),
    ({"equity": "1.234.567,5", "maintenance": "1 000"}, "notes", "read as 1234567.5."),
    ({"equity": "100", "maintenance": "0"}, "state", "nothing can be called"),
    ({"equity": "0", "maintenance": "10"}, "state", "zero or below"),
    ({"equity": "-10", "maintenance": "10"}, "article", "21.00"),
    ({"equity": "10", "maintenance": "10"}, "article", "nothing before the trigger"),
    ({"equity": "10000.01", "maintenance": "10000"}, "state", "99.9999%"),
    ({"venue": "portfolio", "equity": "10", "maintenance": "9"}, "fault", "model of scenarios"),
    ({"venue": "okx", "equity": "10", "maintenance": "9"}, "fault", "the ratio that it shows"),
    ({"venue": "okx", "equity": "600", "shown": "300%"}, "notes", "which is rounded"),
    ({"venue": "okx", "equity": "600", "shown": "300%"}, "target", "pay in 0.01"),
    ({"equity": "100", "maintenance": "90", "funds": "50"}, "funds", "leave 30.00"),
    ({"equity": "100", "maintenance": "90", "funds": "80"}, "funds", "cover"),
]


def sentences(browser):
    found = []
    for fields, line, right in SENTENCES:
        page = browser.value(f"{TYPE}({json.dumps({'venue': 'binance', **NOTHING, **fields})})")
        if right not in page["lines"].get(line, ""):
            found.append(f"{fields} is answered with {page['lines']}, without {right!r}")
    return found


def published_figures(repository, count):
    """What the page on these tests says of them, where it is shipped; other counts are one's own."""
    page = repository / "Content" / "pages" / "how-it-is-tested.md"
    if count != COUNT or not page.exists():
        return []
    text = page.read_text(encoding="utf-8")
    second = re.search(r"margin\.py .*COUNT\),(\d+)\)", (repository / "Makefile").read_text())[1]
    figures = (f"{COUNT:,} random accounts are typed", f"Then {len(SENTENCES)} inputs",
               f"computes {int(second):,} random accounts")
    return [f"{page.name} does not say '{figure}'" for figure in figures if figure not in text]


def first_screen(browser, address):
    """On a telephone: the fields, the answer, the next step and the first line of what to do."""
    found = []
    for fields in ({}, {"venue": "binance", "equity": "5930.88", "maintenance": "5516.06"},
                   {"venue": "bybit", "equity": "593088.12", "maintenance": "651606.06"},
                   {"venue": "binance", "equity": "-593088.12", "maintenance": "651606.06"},
                   {"venue": "okx"}, {"venue": "okx", "equity": "593088.12", "shown": "91.02"},
                   {"venue": "okx", "equity": "593088.12", "shown": "107.52%"},
                   {"venue": "okx", "equity": "593088.12", "shown": "250.5"}):
        browser.open(address, 390, height=844)
        browser.value(f"{TYPE}({json.dumps(fields)})")
        last = browser.value("""
          Math.max(...['#calc-equity', '#calc-maintenance', '#calc-shown', '#calc-answer', '#calc-next', '.now li']
            .map(name => document.querySelector(name)).filter(element => !element.closest('.calc-more'))
            .map(element => element.getBoundingClientRect().bottom))""")
        if last > 844:
            found.append(f"with {fields or 'nothing'} typed, the first screen ends at 844 px and "
                         f"what belongs on it at {last:.0f}")
    return found


def copied(browser):
    browser.value("document.getElementById('calc-copy').click()")
    browser.call("Runtime.evaluate", awaitPromise=True,
                 expression="new Promise(done => setTimeout(done, 200))")
    said = browser.value("document.getElementById('calc-copied').textContent")
    return [] if said.startswith(("Copied", "Selected")) else [f"copying says {said!r}"]


def main():
    program, site = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    count, seed = (int(text) for text in (sys.argv[3:] + [str(COUNT), "1"][len(sys.argv) - 3:]))
    lines = list(accounts(count, seed))
    results = answers(program, site, lines)
    found = []
    if len(results) != count:
        found.append(f"{len(results)} answers to {count} accounts")
    states = {}
    with served(program, site) as base, Chromium() as browser:
        browser.open(f"{base}/tools/calculator/", 1280)
        for account, answer in zip(lines, results):
            if not answer.get("plan") or answer["pools"][0]["equity"] is None:
                reasons = [reason["message"] for reason in answer["reasons"]]
                found.append(f"{account['id']}: {reasons}")
                continue
            page = browser.value(f"{TYPE}({json.dumps(typed(answer, account))})")
            states[page["state"]] = states.get(page["state"], 0) + 1
            found += compare(account, answer, page)
        found += sentences(browser)
        found += copied(browser)
        found += published_figures(pathlib.Path(__file__).resolve().parents[2], count)
        found += first_screen(browser, f"{base}/plans/how-to-handle-a-margin-call/")
        found += [f"script: {event['params']['exceptionDetails']['exception']['description']}"
                  for event in browser.events if event.get("method") == "Runtime.exceptionThrown"]
    for fault in found[:40]:
        print(fault)
    print(f"typed: {count} accounts {states}, {len(SENTENCES)} sentences, {len(found)} faults")
    return 1 if found else 0


sys.exit(main())
