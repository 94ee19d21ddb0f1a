"""An account's figures as `marginalia assess --json` prints them, from `margin_rules`."""

import functools
import json
from fractions import Fraction as F
from functools import cached_property

from margin_pool import Pool
from margin_rules import Leg

CALL, WATCH, OKX_WATCH = F("0.9"), F("0.8"), F(1, 3)
CALL_PERCENT, WATCH_PERCENT = 1, 3
STATES = ["healthy", "watch", "call", "liquidation", "bankrupt", "incomplete"]


def text(value):
    """Exact where the expansion ends, else 24 significant digits, half to even."""
    if value is None:
        return None
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest == 1:
        places = max(twos, fives)
        digits = value.numerator * 10**places // value.denominator
    else:
        size = abs(value)
        first = len(str(size.numerator)) - len(str(size.denominator))
        if size < F(10) ** first:
            first -= 1
        places = 23 - first
        digits = round(value * F(10) ** places)
        if places < 0:
            digits, places = digits * 10**-places, 0
    sign, digits = "-" if digits < 0 else "", str(abs(digits)).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return sign + whole + ("." + part if part else "")


def legs_of(account, sheet):
    legs = [Leg(account, row, sheet) for row in account["positions"]]
    if account["venue"] == "okx":
        # One tier for all cross contracts of a family, perpetual and dated, long and short.
        family = lambda leg: leg.symbol.rsplit("-", 1)[0]
        for leg in legs:
            if not leg.isolated:
                leg.tier_contracts = sum(
                    other.quantity
                    for other in legs
                    if not other.isolated and family(other) == family(leg)
                )
    return legs


def pools_of(account, sheet):
    legs = legs_of(account, sheet)
    shared = account["venue"] == "bybit" or account["accountMode"] in (
        "multi-asset",
        "multi-currency",
    )
    cross = [leg for leg in legs if not leg.isolated]
    pools = []
    if shared and (cross or not legs):
        coins = {leg.settle for leg in cross}
        coins |= {
            row["asset"] for part in ("collateral", "borrowed") for row in account.get(part, [])
        }
        asset = coins.pop() if len(coins) == 1 else "USD"
        pools.append(Pool("cross:" + asset, asset, cross, account, sheet, True, False))
    elif not shared:
        held = [row["asset"] for row in account.get("collateral", [])]
        for coin in dict.fromkeys([leg.settle for leg in cross] if legs else held):
            members = [leg for leg in cross if leg.settle == coin]
            pools.append(Pool("cross:" + coin, coin, members, account, sheet, False, False))
    for leg in legs:
        if leg.isolated:
            name = f"isolated:{leg.symbol}:{leg.row['side']}"
            pools.append(Pool(name, leg.settle, [leg], account, sheet, False, True))
    return pools


def state_by_ratio(pool, equity, need):
    if need is None:
        return "incomplete"
    if not pool.legs and need == 0:
        return "bankrupt" if equity < 0 else "healthy"
    if equity <= 0:
        return "bankrupt"
    ratio = need / equity
    bounds = [
        (1, "liquidation"),
        (CALL, "call"),
        (OKX_WATCH if pool.venue == "okx" else WATCH, "watch"),
    ]
    return next((state for bound, state in bounds if ratio >= bound), "healthy")


class Measured:
    """A pool's figures."""

    def __init__(self, pool):
        self.pool = pool
        self.equity, self.need = pool.equity(), pool.requirement()
        margins = [leg.maintenance(leg.mark) for leg in pool.legs]
        weigh = [pool.price(leg.settle) for leg in pool.legs]
        _, needed, held = pool.order_money()
        self.maintenance = None
        if self.need is not None:
            extra = needed + pool.debt(share=1)
            self.maintenance = extra + sum(m * w for m, w in zip(margins, weigh))
        extra = held + pool.debt(share=2)
        self.initial = extra + sum(leg.initial() * w for leg, w in zip(pool.legs, weigh))
        self.pnl = sum((leg.pnl(leg.mark) * w for leg, w in zip(pool.legs, weigh)), F(0))
        self.wallet = pool.wallet()
        self.ratio = self.need / self.equity if self.need is not None and self.equity > 0 else None
        self.native = self.ratio
        if pool.venue == "okx":
            self.native = self.equity / self.need if self.need else None
        self.ratio_state = state_by_ratio(pool, self.equity, self.need)
        self.has_trigger = self.need is not None and pool.legs

    @cached_property
    def triggers(self):
        """Prices below, above, and of bankruptcy, by contract."""
        symbols = {leg.symbol for leg in self.pool.legs} if self.has_trigger else ()
        return {symbol: self.pool.triggers(symbol) for symbol in symbols}

    @cached_property
    def joint(self):
        """Percent down and up to the trigger, all marks together."""
        return self.pool.percents() if self.has_trigger else (None, None)

    @cached_property
    def is_past(self):
        return self.ratio_state in ("liquidation", "bankrupt")

    @cached_property
    def nearest(self):
        """How far in percent the nearest trigger is, by all marks together or by one alone."""
        moves = [abs(move) for move in self.joint if move is not None]
        for leg in self.pool.legs if self.triggers else ():
            prices = self.triggers[leg.symbol][:2]
            moves += [abs(p / leg.mark - 1) * 100 for p in prices if p is not None]
        return min(moves, default=None)

    @cached_property
    def state(self):
        """The ratio's state, or a worse one where a trigger is near."""
        if self.nearest is None or self.is_past or self.ratio_state == "incomplete":
            return self.ratio_state
        bounds = [(CALL_PERCENT, "call"), (WATCH_PERCENT, "watch")]
        near = next((state for bound, state in bounds if self.nearest < bound), "healthy")
        return max(self.ratio_state, near, key=STATES.index)

    def by(self):
        if self.state == "incomplete":
            return None
        return "ratio" if self.state == self.ratio_state else "distance"

    def figures(self):
        pool = self.pool
        return {
            "id": pool.name,
            "asset": pool.asset,
            "marginMode": "isolated" if pool.isolated else "cross",
            "equity": text(self.equity),
            "walletBalance": text(self.wallet),
            "unrealizedPnl": text(self.pnl),
            "initialMargin": text(self.initial),
            "maintenanceMargin": text(self.maintenance),
            "requirement": text(self.need),
            "availableBalance": None if pool.isolated else text(self.equity - self.initial),
            "ratio": text(self.ratio),
            "native": text(self.native),
            "state": self.state,
            "by": self.by(),
        }


def assess(account, sheet):
    """All pools measured."""
    return assessed(json.dumps(account), sheet)


@functools.lru_cache(maxsize=16)
def assessed(text, sheet):
    return [Measured(pool) for pool in pools_of(json.loads(text), sheet)]


def worst(measured):
    """The highest state, then the highest n; the first of equals."""

    def rank(pool):
        return STATES.index(pool.state), pool.ratio or F(0)

    known = [pool for pool in measured if pool.need is not None]
    return max(known or measured[:1], key=rank, default=None)


def figures(account, sheet):
    measured = assess(account, sheet)
    homes = [(leg, pool) for pool in measured for leg in pool.pool.legs]
    homes.sort(key=lambda home: account["positions"].index(home[0].row))
    states = [pool.state for pool in measured]
    known = [state for state in states if state != "incomplete"]
    state = max(known, key=STATES.index, default="incomplete")
    if "incomplete" in states and STATES.index(state) < STATES.index("liquidation"):
        state = "incomplete"
    causes = [pool.by() for pool in measured if pool.state == state]
    only = measured[0].figures() if len(measured) == 1 else {}
    bad = worst(measured)
    # A pool that is not known may be the nearest.
    unknown = any(pool.pool.legs and pool.need is None for pool in measured)
    joint = [
        None if unknown else min(
            (p.joint[side] for p in measured if p.joint[side] is not None), key=abs, default=None)
        for side in (0, 1)
    ]
    deficits = [max(F(0), pool.need - pool.equity) for pool in measured if pool.need is not None]
    result = {
        "state": state,
        "by": (
            None
            if state == "incomplete"
            else "ratio" if "ratio" in causes or not causes else "distance"
        ),
        "ratio": text(bad.ratio) if bad else None,
        "marginRatio": text(bad.native) if bad else None,
        "jointDown": text(joint[0]),
        "jointUp": text(joint[1]),
        "deficit": text(max(deficits, default=None)),
        "pools": [pool.figures() for pool in measured],
        "positions": [position(leg, pool) for leg, pool in homes],
    }
    for name in ("equity", "walletBalance", "unrealizedPnl", "initialMargin", "maintenanceMargin"):
        result[name] = only.get(name)
    return result


def position(leg, home):
    weight, value, tier = home.pool.price(leg.settle), leg.value(leg.mark), leg.tier(leg.mark)
    below, above, gone = home.triggers.get(leg.symbol, (None, None, None))
    nearest = min(
        (p for p in (below, above) if p is not None), key=lambda p: abs(p - leg.mark), default=None
    )
    there = leg.tier(nearest) if nearest is not None else None
    # Past the trigger a price is the way back.
    percent = lambda p: None if p is None or home.is_past else (p / leg.mark - 1) * 100
    paid = hourly = hours = None
    if "fundingRate" in leg.row:
        paid = -leg.sign * value * F(leg.row["fundingRate"])
        if "fundingIntervalHours" in leg.row:
            hourly = paid / F(leg.row["fundingIntervalHours"])
            if hourly < 0 and home.need is not None:
                hours = max(F(0), home.equity - home.need) / -(hourly * weight)
    return {
        "symbol": leg.symbol,
        "side": leg.row["side"],
        "pool": home.pool.name,
        "notional": text(value),
        "unrealizedPnl": text(leg.pnl(leg.mark)),
        "initialMargin": text(leg.initial()),
        "maintenanceMargin": text(leg.maintenance(leg.mark)),
        "tier": tier and tier[3]["tier"],
        "maintenanceMarginRate": tier and text(tier[1]),
        "maintenanceAmount": tier and text(tier[2]),
        "feeToClose": text(leg.fee_to_close),
        "isolatedMarginRatio": text(home.ratio) if leg.isolated else None,
        "liquidationPrice": text(nearest),
        "liquidationPriceBelow": text(below),
        "liquidationPriceAbove": text(above),
        "tierAtLiquidation": there and there[3]["tier"],
        "bankruptcyPrice": text(gone),
        "breakEvenPrice": text(leg.break_even()),
        "distanceDown": text(percent(below)),
        "distanceUp": text(percent(above)),
        "effectiveLeverage": text(value * weight / home.equity) if home.equity > 0 else None,
        "fundingNext": text(paid),
        "fundingPerDay": text(hourly and hourly * 24) if hourly is not None else None,
        "fundingHours": text(hours),
    }
