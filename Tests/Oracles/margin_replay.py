"""A plan done by hand, step by step, from what its steps say alone, and assessed after each."""

import copy
from fractions import Fraction as F

from margin_assessment import assess, legs_of, text, worst

SLIPPAGE = F("0.001")
# The policy's target distance in percent.
TARGET = 3


def held(value):
    """As an account holds money: exact where 38 places hold it, else cut toward zero at 18."""
    scaled = value * 10**38
    units = abs(scaled.numerator)
    while scaled.denominator == 1 and units and units % 10 == 0:
        units //= 10
    if scaled.denominator == 1 and units < 2**127:
        return text(value)
    return text(F(int(value * 10**18), 10**18))


class Books:
    """The account as the venue books what is done."""

    def __init__(self, account, sheet):
        self.account, self.sheet = copy.deepcopy(account), sheet

    def position(self, step):
        wanted = (step["symbol"], step["side"])
        return next(
            (row for row in self.account["positions"] if (row["symbol"], row["side"]) == wanted),
            None,
        )

    def credit(self, amount, coin):
        for row in self.account["collateral"]:
            if row["asset"] == coin:
                row["walletBalance"] = held(F(row["walletBalance"]) + amount)
                return
        self.account["collateral"].append({"asset": coin, "walletBalance": held(amount)})

    def margin(self, row, amount):
        name = "extraMargin" if self.account["venue"] == "bybit" else "isolatedWallet"
        row[name] = held(F(row[name]) + amount)

    def perform(self, step):
        kind, amount = step["kind"], step["amount"] and F(step["amount"])
        if kind == "await-credit":
            self.credit(amount, step["asset"])
        elif kind in ("add-isolated-margin", "transfer"):
            amount = amount if kind == "add-isolated-margin" else -amount
            self.credit(-amount, step["asset"])
            self.margin(self.position(step), amount)
        elif kind in ("reduce", "close"):
            self.cut(step)
        elif kind == "cancel-orders":
            self.account["openOrders"] = [
                o for o in self.account["openOrders"] if o.get("reduceOnly")
            ]
        elif kind == "set-leverage":
            for row in self.account["positions"]:
                if row["symbol"] == step["symbol"]:
                    row["leverage"] = text(min(F(row["leverage"]), amount))
        elif is_left(step):
            # The venue takes what is lost, with its own margin.
            self.account["positions"].remove(self.position(step))

    def leg(self, step):
        legs = legs_of(self.account, self.sheet)
        return next(
            leg for leg in legs if (leg.symbol, leg.row["side"]) == (step["symbol"], step["side"])
        )

    def cut(self, step):
        leg, quantity = self.leg(step), F(step["quantity"])
        share = quantity / leg.quantity
        gained = leg.pnl(leg.mark) * share - self.cost(step)
        row = self.position(step)
        own = leg.isolated and self.account["venue"] != "bybit"
        if own:
            self.margin(row, gained)
        else:
            # Bybit lets the closed share's margin go with its profit; extra margin stays.
            freed = leg.value(leg.entry) * share / leg.leverage if leg.isolated else 0
            self.credit(gained + freed, leg.settle)
        if share < 1:
            row["quantity"] = held(leg.quantity - quantity)
            return
        self.account["positions"].remove(row)
        if leg.isolated:
            self.credit(F(row["isolatedWallet" if own else "extraMargin"]), leg.settle)

    def cost(self, step):
        """What closing costs: taker fee and slippage, on the value at the mark."""
        leg = self.leg(step)
        return leg.value(leg.mark) * F(step["quantity"]) / leg.quantity * (leg.taker + SLIPPAGE)


def is_left(step):
    """Whether a position is left to the venue."""
    return step["kind"] == "hold" and step["symbol"] is not None


def shown(pool):
    if pool is None:
        return {
            "equity": None,
            "requirement": None,
            "ratio": None,
            "native": None,
            "state": "incomplete",
            "by": None,
        }
    return {
        "equity": text(pool.equity),
        "requirement": text(pool.need),
        "ratio": text(pool.ratio),
        "native": text(pool.native),
        "state": pool.state,
        "by": pool.by(),
    }


CHANGES = {
    "await-credit",
    "add-isolated-margin",
    "transfer",
    "reduce",
    "close",
    "cancel-orders",
    "set-leverage",
}


def subject(step, measured, before):
    """The pools whose figures a step may print, the surest first."""
    if step["kind"] in ("deposit", "await-credit", "transfer"):
        # Money goes where a later step says, or into several pools.
        return measured
    if step["kind"] in ("hold", "disable-auto", "cancel-orders"):
        return [worst(measured)]

    def holds(pool):
        return any(
            leg.symbol == step["symbol"] and step["side"] in (leg.row["side"], None)
            for leg in pool.pool.legs
        )

    ids = [pool.pool.name for pool in before if holds(pool)]
    # Of a pool that is closed whole nothing is left: the worst one stands in for it.
    return [pool for pool in measured if pool.pool.name in ids] or [worst(measured)]


def walk(account, sheet, steps, place):
    """Differences of each step, the pools at the end, and what was paid in each coin."""
    books = Books(account, sheet)
    measured = assess(account, sheet)
    found, paid = [], {}
    for index, step in enumerate(steps):
        if step["kind"] in ("reduce", "close"):
            cost, coin = books.cost(step), books.leg(step).settle
            paid[coin] = paid.get(coin, F(0)) + cost
            if text(cost) != step["cost"]:
                found.append((f"{place}[{index}].cost", step["cost"], text(cost)))
        elif step["kind"] == "deposit":
            # A fee that is not known leaves the plan without a cost.
            fee = step["cost"]
            coin = step["asset"] if fee else "unknown"
            paid[coin] = paid.get(coin, F(0)) + F(fee) if fee else None
        before = measured
        if step["kind"] in CHANGES or is_left(step):
            books.perform(step)
            measured = assess(books.account, sheet)
        theirs = step["after"]
        options = [shown(pool) for pool in subject(step, measured, before)]
        if theirs in options:
            continue
        for name, figure in options[0].items():
            if theirs[name] != figure:
                found.append(
                    (f"{place}[{index}]({step['kind']}).after.{name}", theirs[name], figure)
                )
    return found, measured, paid


def outcome(plan, measured, paid, place):
    """What a plan says of its end: whether it is proven, and what it costs."""
    moves = [pool.nearest for pool in measured if pool.nearest is not None]
    is_safe = all(pool.ratio_state == "healthy" for pool in measured)
    if plan["verified"] and not (is_safe and min(moves, default=TARGET) >= TARGET):
        yield place + "verified", True, False
    sums = [amount for amount in paid.values() if amount != 0]
    cost = None if None in sums or len(sums) > 1 else text(sum(sums, F(0)))
    if plan["steps"] and plan["cost"] != cost:
        yield place + "cost", plan["cost"], cost


def replay(account, sheet, plan, tally):
    """Differences of the plan's steps and ends, and of those of its alternatives."""
    found, measured, paid = walk(account, sheet, plan["steps"], "steps")
    found += outcome(plan, measured, paid, "plan.")
    tally["steps replayed"] += len(plan["steps"])
    tally["plans verified"] += plan["verified"]
    for index, other in enumerate(plan["alternatives"]):
        place = f"alternatives[{index}]."
        lost, measured, paid = walk(account, sheet, other["steps"], place + "steps")
        found += lost
        found += outcome(other, measured, paid, place)
        tally["steps replayed"] += len(other["steps"])
        bad = worst(measured)
        figure = text(bad.ratio) if bad else None
        if figure != other["ratioAfter"]:
            found.append((place + "ratioAfter", other["ratioAfter"], figure))
    return found
