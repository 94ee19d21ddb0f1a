"""The amounts that a plan names beside its steps, and what each of them buys."""

import math
from fractions import Fraction as F

from margin_assessment import OKX_WATCH, WATCH, assess, text, worst
from margin_replay import TARGET, Books, is_left
from margin_rules import DOLLARS

ROUND_UP = F("1.05")
MUCH = 10**12


def fund(account, pool, amount):
    """New money for one pool, in its coin or in a dollar coin."""
    books = Books(account, None)
    coin = pool.pool.asset
    if pool.pool.isolated:
        leg = pool.pool.legs[0]
        books.margin(books.position({"symbol": leg.symbol, "side": leg.row["side"]}), amount)
    else:
        if coin == "USD":
            held_coins = {row["asset"] for row in account["collateral"]}
            coin = next(c for c in ("USDT", "USDC") if c in held_coins)
        books.credit(amount, coin)
    return books.account


def meets(pool, target, venue):
    """At or under the target, and under the venue's warning."""
    warning = OKX_WATCH if venue == "okx" else WATCH
    if pool.need == 0:
        return pool.equity >= 0
    return pool.need <= target * pool.equity and pool.need < warning * pool.equity


def survives(pool):
    """Whether no move of the target's size liquidates."""
    return not pool.is_past and (pool.nearest is None or pool.nearest >= TARGET)


def targets(account, sheet, plan):
    """Differences of the amounts that bring the worst pool to its trigger and to the target."""
    books = Books(account, sheet)
    for step in plan["steps"]:
        if step["kind"] != "cancel-orders" and not is_left(step):
            break
        books.perform(step)
    account = books.account
    pool = worst(assess(account, sheet))
    if not plan["targets"] or pool is None or pool.need is None:
        return
    lack = max(F(0), pool.need - pool.equity)
    step = F("0.01") if pool.pool.asset in DOLLARS else F(1, 10**8)
    goal = F(1, 3) if account["venue"] == "okx" else F(plan["target"])

    def after(amount):
        changed = fund(account, pool, amount) if amount else account
        found = assess(changed, sheet)
        return next(p for p in found if p.pool.name == pool.pool.name), found

    for row in plan["targets"]:
        place, amount = f"targets.{row['name']}.", F(row["amount"])
        then, found = after(amount)
        if row["name"] == "target":
            if not meets(then, goal, account["venue"]):
                # Beyond the last slab more of the coin counts nothing.
                if meets(after(amount + MUCH)[0], goal, account["venue"]):
                    yield place + "ratioAfter", row["ratioAfter"], "the target is missed"
            elif amount > 0 and meets(after(amount - step)[0], goal, account["venue"]):
                yield place + "amount", row["amount"], "a step less suffices"
        elif row["name"] == "distance":
            if not survives(then):
                yield place + "amount", row["amount"], "the distance is missed"
            elif amount > 0 and survives(after(amount - step)[0]):
                yield place + "amount", row["amount"], "a step less suffices"
        else:
            ours = math.ceil(lack * (ROUND_UP if row["name"] == "article" else 1) / step) * step
            if ours != amount:
                yield place + "amount", row["amount"], text(ours)
        for name, figure in bought(then, found).items():
            if row[name] != figure:
                yield place + name, row[name], figure


def bought(then, found):
    """What stands of the pool, and of the account, after the money."""
    flows = [funding_a_day(leg) for leg in then.pool.legs]
    hours = None
    if None not in flows:
        day = sum(f * then.pool.price(leg.settle) for f, leg in zip(flows, then.pool.legs))
        if day < 0:
            hours = max(F(0), then.equity - then.need) * 24 / -day
    moves = []
    if not any(each.ratio_state in ("liquidation", "bankrupt", "incomplete") for each in found):
        moves = [move for each in found for move in each.joint if move is not None]
    return {
        "ratioAfter": text(then.ratio),
        "nativeAfter": text(then.native),
        "cures": then.state in ("healthy", "watch"),
        "fundingHoursSurvived": text(hours),
        "jointMoveSurvivedPercent": text(min(moves, key=abs, default=None)),
    }


def funding_a_day(leg):
    if "fundingRate" not in leg.row:
        return None
    paid = leg.sign * leg.value(leg.mark) * F(leg.row["fundingRate"])
    return -paid / F(leg.row["fundingIntervalHours"]) * 24
