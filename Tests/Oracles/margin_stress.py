"""Stress tables and first breaches, as an audit prints them."""

from fractions import Fraction as F

from margin_assessment import assess, state_by_ratio, text

GRID = [F(percent) for percent in range(-30, 31, 5) if percent]


def stress(account, sheet, audit):
    """Differences of the table of the joint move and of those of single assets."""
    report = audit["stress"]["value"]
    measured = assess(account, sheet)
    pools = [pool.pool for pool in measured]
    legs = [leg for pool in pools for leg in pool.legs]
    if not legs or any(pool.need is None for pool in measured):
        return
    if report is None:
        yield "stress", audit["stress"]["why"], "a table"
        return
    held = sorted({leg.contract.base for leg in legs})
    singles = [table["asset"] for table in report["singles"]]
    if singles != held:
        yield "stress.singles", singles, held
        return
    for table in [report["joint"], *report["singles"]]:
        name = f"stress.{table['asset'] or 'joint'}"
        yield from breach(measured, table, name)
        if len(table["points"]) != len(GRID):
            yield name + ".points", len(table["points"]), len(GRID)
        for percent, point in zip(GRID, table["points"]):
            yield from at(pools, percent, table["asset"], point, f"{name}[{percent}]")


def breach(measured, table, name):
    place = table["firstBreach"]
    held = [pool for pool in measured if pool.pool.legs]
    past = any(pool.equity <= pool.need for pool in held)
    if place["isPast"] != past:
        yield name + ".isPast", place["isPast"], past
    asset = table["asset"]
    moves = [pool.pool.percents(asset) if asset else pool.joint for pool in held]
    for side, key in enumerate(("down", "up")):
        found = [pair[side] for pair in moves if pair[side] is not None]
        ours = None if past else text(min(found, key=abs, default=None))
        theirs = place[key] and place[key]["movePercent"]
        if theirs != ours:
            yield f"{name}.firstBreach.{key}", theirs, ours


def at(pools, percent, asset, point, name):
    if point["movePercent"] != text(percent):
        yield name + ".movePercent", point["movePercent"], text(percent)
    for pool, theirs in zip(pools, point["pools"]):
        marks, moved = pool.world(1 + percent / 100, asset)
        equity, need = pool.equity(marks, moved), pool.requirement(marks, moved)
        ratio = need / equity if need is not None and equity > 0 else None
        ours = {
            "equity": text(equity),
            "requirement": text(need),
            "ratio": text(ratio),
            "state": state_by_ratio(pool, equity, need),
        }
        for key, figure in ours.items():
            if theirs[key] != figure:
                yield f"{name}.{pool.name}.{key}", theirs[key], figure
