"""Pools of positions, and the prices and moves that bring them to liquidation.

A pool is held as a plain function of a world (a mark for each contract, a price for each coin).
Zeros are found without algebra of tiers and haircuts: between two bends the surplus is a straight
line, so two points of it give its zero, which is put in as a check.
"""

from fractions import Fraction as F

from margin_rules import DOLLARS, haircut


class Pool:
    """Legs that stand against the same money."""

    def __init__(self, name, asset, legs, account, sheet, shared, isolated):
        self.name, self.asset, self.legs = name, asset, legs
        self.venue, self.isolated = account["venue"], isolated
        self.balances, self.slabs, self.prices = {}, {}, {}
        self.debts, self.orders = [], []
        if isolated:
            self.balances = {asset: legs[0].own_margin()}
            self.prices = {asset: F(1)}
            return
        for row in account.get("collateral", []):
            coin = row["asset"]
            if not shared and coin != asset:
                continue
            self.balances[coin] = F(row["walletBalance"])
            self.prices[coin] = F(row["indexPrice"]) if asset == "USD" else F(1)
            if shared:
                own = row.get("collateralRate")
                self.slabs[coin] = [(None, F(own))] if own is not None else sheet.slabs[coin]
        if shared:
            for row in account.get("borrowed", []):
                price = F(row["indexPrice"]) if asset == "USD" else F(1)
                self.prices.setdefault(row["asset"], price)
                rates = (F(row[f"{kind}MarginRate"]) for kind in ("maintenance", "initial"))
                self.debts.append((row["asset"], F(row["amount"]) * price, *rates))
        for row in account.get("openOrders", []):
            coin = sheet.contracts[row["symbol"]].settle
            if not row.get("reduceOnly") and (shared or coin == asset):
                names = ("initialMargin", "maintenanceMargin", "orderLoss", "fee")
                isolated = row.get("marginMode") == "isolated"
                self.orders.append((coin, isolated, *(F(row[name]) for name in names)))
        self.weighs_pnl = shared and self.venue != "bybit"

    weighs_pnl = False

    def price(self, coin, moved={}):
        """The pool's units for one coin, after the coins of `moved` went to that multiple."""
        return self.prices[coin] * (moved.get(coin, 1) if self.asset == "USD" else 1)

    def order_money(self, moved={}):
        """What open orders take from equity, add to the requirement, and hold of initial margin."""
        taken = needed = held = F(0)
        for coin, isolated, margin, maintenance, loss, fee in self.orders:
            price = self.price(coin, moved)
            if self.venue == "bybit":
                taken += loss * price
                needed += maintenance * price
            if self.venue == "okx":
                taken += fee * price
                if isolated:
                    taken += margin * price
                    continue
            held += margin * price
        return taken, needed, held

    def debt(self, moved={}, share=0):
        """What is borrowed, or its share in maintenance margin (1) or initial margin (2)."""
        total = F(0)
        for coin, value, *rates in self.debts:
            factor = moved.get(coin, 1) if self.asset == "USD" else 1
            total += value * factor * (rates[share - 1] if share else 1)
        return total

    def wallet(self):
        """Balances as they count, less debts, without any unrealized profit."""
        counted = (
            haircut(held, self.slabs.get(coin)) * self.price(coin)
            for coin, held in self.balances.items()
        )
        return sum(counted, -self.debt())

    def profit(self, marks):
        sums = {}
        for leg in self.legs:
            gain = leg.pnl(marks[leg.symbol]) if leg.symbol in marks else leg.now[0]
            sums[leg.settle] = sums.get(leg.settle, F(0)) + gain
        return sums

    def equity(self, marks={}, moved={}):
        total = -self.debt(moved) - self.order_money(moved)[0]
        profit = self.profit(marks)
        for coin in set(self.balances) | set(profit):
            held, gain = self.balances.get(coin, F(0)), profit.get(coin, F(0))
            slabs = self.slabs.get(coin)
            whole = haircut(held + gain, slabs) if self.weighs_pnl else haircut(held, slabs) + gain
            total += whole * self.price(coin, moved)
        return total

    def requirement(self, marks={}, moved={}):
        total = self.debt(moved, 1) + self.order_money(moved)[1]
        for leg in self.legs:
            need = leg.requirement(marks[leg.symbol]) if leg.symbol in marks else leg.now[1]
            if need is None:
                return None
            total += need * self.price(leg.settle, moved)
        return total

    def surplus(self, marks={}, moved={}):
        need = self.requirement(marks, moved)
        return None if need is None else self.equity(marks, moved) - need

    # One mark alone

    def alone(self, symbol):
        """The surplus along x: one mark, or 1 ÷ mark of an inverse contract. With its bends."""
        moving = [leg for leg in self.legs if leg.symbol == symbol]
        inverse = moving[0].inverse

        def marks(x):
            return {symbol: 1 / x if inverse else x}

        bends = [1 / p if inverse else p for leg in moving for p in leg.bends()]
        bends += self.haircut_bends(moving[0].settle, lambda x: self.profit(marks(x)))
        return marks, bends, inverse, moving[0]

    def haircut_bends(self, coin, profit):
        """Where the coin's balance reaches a slab's bound, its profit a straight line in x."""
        if not self.weighs_pnl:
            return []
        at = [profit(F(x)).get(coin, F(0)) for x in (1, 2)]
        slope = at[1] - at[0]
        if slope == 0:
            return []
        bounds = [F(0)] + [bound for bound, _ in self.slabs[coin] if bound is not None]
        return [1 + (bound - self.balances.get(coin, F(0)) - at[0]) / slope for bound in bounds]

    def triggers(self, symbol):
        """Below and above the mark, and where equity is gone."""
        marks, bends, inverse, leg = self.alone(symbol)
        present = 1 / leg.mark if inverse else leg.mark
        rise = nearest_zero(lambda x: self.surplus(marks(x)), bends, present, True, inverse)
        fall = nearest_zero(lambda x: self.surplus(marks(x)), bends, present, False, not inverse)
        below, above = (rise, fall) if inverse else (fall, rise)
        if inverse:
            below, above = (None if p is None else 1 / p for p in (below, above))
        if above == leg.mark:
            # A margin that jumps as soon as the price rises: the trigger is here.
            below, above = above, None
        spent = leg.fee_to_close if self.isolated and self.venue == "bybit" else 0
        bends = self.haircut_bends(leg.settle, lambda x: self.profit(marks(x)))
        equity = lambda x: self.equity(marks(x)) - spent
        gone = nearest_zero(equity, bends, present, True, True)
        if gone is None:
            gone = nearest_zero(equity, bends, present, False, True)
        if gone is not None and inverse:
            gone = 1 / gone
        return below, above, gone

    # Assets together

    def world(self, factor, asset=None):
        """Marks and coin prices when `asset`, or all that are no dollars, go to `factor` times."""

        def moves(coin):
            return coin not in DOLLARS if asset is None else coin == asset

        marks = {leg.symbol: leg.mark * factor for leg in self.legs if moves(leg.contract.base)}
        return marks, {coin: factor for coin in [*self.prices, self.asset] if moves(coin)}

    def moves(self, asset=None):
        """The factors below and above 1 that bring the pool to its trigger."""

        def surplus(factor):
            marks, moved = self.world(factor, asset)
            value = self.surplus(marks, moved)
            # In the coin itself it is no straight line; what it is worth is one.
            return (
                value if value is None or self.asset == "USD" else value * moved.get(self.asset, 1)
            )

        def gains(factor):
            return self.profit(self.world(factor, asset)[0])

        moving = self.world(F(1), asset)[0]
        bends = [b for leg in self.legs if leg.symbol in moving for b in leg.bends(leg.mark)]
        for coin in {leg.settle for leg in self.legs}:
            if coin in DOLLARS:
                bends += self.haircut_bends(coin, gains)
            else:
                bends += [1 / u for u in self.haircut_bends(coin, lambda u: gains(1 / u)) if u > 0]
        return tuple(nearest_zero(surplus, bends, F(1), up, not up) for up in (False, True))

    def percents(self, asset=None):
        """The same as percent, of `asset` alone or of all that are no dollars."""
        return tuple(None if f is None else (f - 1) * 100 for f in self.moves(asset))


def nearest_zero(value, bends, present, upward, inclusive):
    """The first zero from `present` on, or the bend at which `value` jumps past zero.

    None where there is none, or where `value` ends (is None) before it.
    """
    now = value(present)
    if now is None or inclusive and now == 0:
        return None if now is None else present
    ahead = {b for b in bends if b > 0 and (b > present if upward else b < present)}
    near, before = present, now
    for end in [*sorted(ahead, reverse=not upward), None]:
        low, high = (near, end) if upward else (end or F(0), near)
        span = low if high is None else high - low
        points = [low + span * F(part, 3) for part in (1, 2)]
        found = [value(point) for point in points]
        if None in found:
            return None
        slope = (found[1] - found[0]) / (points[1] - points[0])
        constant = found[0] - slope * points[0]
        if before * (constant + slope * near) < 0:
            return near
        zero = -constant / slope if slope else None
        if zero is not None and low < zero and (high is None or zero < high):
            assert value(zero) == 0, "the surplus bends where no bend is known"
            return zero
        if end is None:
            return None
        near, before = end, constant + slope * end
        if before == 0:
            return end
