"""Holds the program's margin figures against a second implementation, on random accounts.

    python3 margin.py --program PATH [--count 1000] [--seed 1] [--keep FOLDER]

Prints one line a difference (account, field, the program's figure, ours), and fails on any.
"""

import argparse
import collections
import concurrent.futures
import functools
import json
import pathlib
import subprocess
import sys
import tempfile

import margin_accounts
import margin_sheets
from margin_assessment import figures
from margin_replay import replay
from margin_rules import Sheet
from margin_stress import stress
from margin_targets import targets

HERE = pathlib.Path(__file__).resolve().parent
BATCH = 125


def run(program, verb, lines, folder):
    """The program's answers, one object an account; an error object for one that ends the program."""
    command = [program, verb, "-", "--json", "--quiet", "--venues", "venues"]
    done = subprocess.run(
        [*command, "--clock", margin_accounts.CLOCK],
        input="\n".join(lines) + "\n",
        text=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) == len(lines):
        return answers
    if len(lines) == 1:
        return [{"error": f"{verb} ends with {done.returncode}: {done.stderr[:300]}"}]
    half = len(lines) // 2
    return [*run(program, verb, lines[:half], folder), *run(program, verb, lines[half:], folder)]


def flat(answer):
    """The program's figures under the names of ours."""
    native = lambda figure: figure and figure["value"]
    move = answer["distance"]["jointMovePercent"]
    pools = [{**pool, "native": native(pool["native"])} for pool in answer["pools"]]
    positions = [
        {
            **row,
            "distanceDown": row["distancePercent"]["down"],
            "distanceUp": row["distancePercent"]["up"],
            "fundingNext": row["funding"]["next"],
            "fundingPerDay": row["funding"]["perDay"],
            "fundingHours": row["funding"]["hoursToBreach"],
        }
        for row in answer["positions"]
    ]
    return {
        **answer,
        "marginRatio": native(answer["marginRatio"]),
        "jointDown": move["down"],
        "jointUp": move["up"],
        "deficit": answer["distance"]["deficit"],
        "pools": pools,
        "positions": positions,
    }


def differences(theirs, ours, place=""):
    """Every figure of ours that the program's answer gives otherwise."""
    for name, figure in ours.items():
        other = theirs.get(name, "(absent)")
        if not isinstance(figure, list):
            if figure != other:
                yield place + name, other, figure
        elif len(figure) != len(other):
            yield place + name, len(other), len(figure)
        else:
            for index, (left, right) in enumerate(zip(other, figure)):
                yield from differences(left, right, f"{place}{name}[{index}].")


def batch(options, first):
    """One set of random sheets and its accounts: what differs, and a count of what was compared."""
    dice = margin_sheets.Dice(f"{options.seed}/{first}")
    sheets = {
        venue: margin_sheets.sheet(dice, venue, options.venues)
        for venue in ("binance", "bybit", "okx")
    }
    rules = {venue: Sheet(data) for venue, data in sheets.items()}
    accounts = []
    for index in range(first, min(first + BATCH, options.count)):
        account = margin_accounts.account(dice, index, sheets)
        accounts.append(margin_accounts.steered(dice, account, rules[account["venue"]]))
    with tempfile.TemporaryDirectory() as folder:
        venues = pathlib.Path(folder, "venues")
        venues.mkdir()
        for venue, data in sheets.items():
            (venues / f"{venue}.json").write_text(json.dumps(data))
        lines = [json.dumps(account) for account in accounts]
        assessed = run(options.program, "assess", lines, folder)
        planned = run(options.program, "plan", lines, folder)
    found, tally = [], collections.Counter()
    for account, answer, plan in zip(accounts, assessed, planned):
        tally[f"{account['venue']} {account['accountMode']} {answer.get('state', 'error')}"] += 1
        lost = list(compared(account, rules[account["venue"]], answer, plan, tally))
        if lost and options.keep:
            keep(options.keep, account, sheets[account["venue"]], lost)
        found += [(account["id"], *difference) for difference in lost]
    return found, tally


def compared(account, sheet, answer, plan, tally):
    """What differs of one account: field, the program's figure, ours."""
    broken = [part["error"] for part in (answer, plan) if "error" in part]
    if broken:
        yield "answer", broken[0], "figures"
        return
    if has_unknown_hedge(account):
        if answer["state"] != "incomplete" or plan["plan"]["verified"]:
            yield "state", answer["state"], "incomplete"
        return
    yield from differences(flat(answer), figures(account, sheet))
    yield from replay(account, sheet, plan["plan"], tally)
    yield from targets(account, sheet, plan["plan"])
    yield from stress(account, sheet, plan["audit"])


def has_unknown_hedge(account):
    """Whether Bybit margins both sides of a contract in one pool: its rule for that is not known."""
    if account["venue"] != "bybit" or account["accountMode"] != "cross":
        return False
    sides = [(row["symbol"], row["side"]) for row in account["positions"]]
    return any((symbol, "short") in sides for symbol, side in sides if side == "long")


def keep(folder, account, sheet, found):
    """The account, the rows of its venue's sheet that it needs, and what differs."""
    symbols = {
        row["symbol"] for part in ("positions", "openOrders") for row in account.get(part, [])
    }
    coins = {row["asset"] for row in account["collateral"]}
    needed = {
        **sheet,
        "symbols": [row for row in sheet["symbols"] if row["symbol"] in symbols],
        "collateral": [row for row in sheet["collateral"] if row["asset"] in coins],
    }
    home = pathlib.Path(folder, account["id"])
    (home / "venues").mkdir(parents=True, exist_ok=True)
    (home / "account.json").write_text(json.dumps(account, indent=2) + "\n")
    (home / "venues" / f"{account['venue']}.json").write_text(json.dumps(needed, indent=1) + "\n")
    rows = [{"field": f, "program": theirs, "oracle": mine} for f, theirs, mine in found]
    (home / "differences.json").write_text(json.dumps(rows, indent=1) + "\n")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--program", required=True, type=lambda path: str(pathlib.Path(path).resolve())
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--venues", default=HERE.parents[1] / "Content" / "venues", help="the sheets to start from"
    )
    parser.add_argument("--keep", help="a folder for the accounts that differ")
    options = parser.parse_args()
    tally, fields = collections.Counter(), collections.Counter()
    firsts = range(0, options.count, BATCH)
    with concurrent.futures.ProcessPoolExecutor() as workers:
        for found, counted in workers.map(functools.partial(batch, options), firsts):
            tally += counted
            for account, field, theirs, mine in found:
                print(f"{account} {field}: program {theirs}, oracle {mine}")
                fields["".join(c for c in field if not c.isdigit())] += 1
    for name, times in sorted(tally.items()):
        print(f"  {times:5} {name}")
    for name, times in fields.most_common():
        print(f"  {times:5} differ in {name}")
    print(f"{options.count} accounts, seed {options.seed}: {sum(fields.values())} differences")
    sys.exit(1 if fields else 0)


if __name__ == "__main__":
    main()
