"""Positions, tiers and haircuts in exact fractions, from the venues' published rules."""

from fractions import Fraction as F
from functools import cached_property

DOLLARS = {"USD", "USDT", "USDC", "FDUSD", "TUSD", "BUSD", "DAI", "PYUSD", "USDE", "USDS", "USD1"}


def number(text):
    return None if text is None else F(text)


class Sheet:
    """Tiers, fees and collateral rates of one venue, from a file of `Content/venues`."""

    def __init__(self, data):
        self.contracts = {row["symbol"]: Contract(row) for row in data["symbols"]}
        self.taker = {}
        for fee in data["fees"]:
            kinds = {"linear+inverse": ["linear", "inverse"], "swap": ["linear", "inverse"]}
            for kind in kinds.get(fee["contractType"], [fee["contractType"]]):
                self.taker.setdefault(kind, F(fee["taker"]))
        self.slabs = {
            row["asset"]: [
                (number(tier.get("upTo")), F(tier["collateralRate"]))
                for tier in row.get("tiers", [row])
            ]
            for row in data.get("collateral", [])
        }


class Contract:
    def __init__(self, row):
        self.base, self.quote, self.settle = row["base"], row["quote"], row["settle"]
        self.size = F(row["contractSize"])
        self.by_contracts = row["tierUnit"] == "contracts"
        bound = "maxSize" if self.by_contracts else "maxNotional"
        self.tiers = [
            (
                F(tier[bound]),
                F(tier["maintenanceMarginRate"]),
                F(tier.get("maintenanceAmount") or 0),
                tier,
            )
            for tier in row["tiers"]
        ]

    def tier(self, measure):
        """The first tier whose upper bound is not under `measure`; None beyond all."""
        return next((tier for tier in self.tiers if measure <= tier[0]), None)


def haircut(amount, slabs):
    """Coins that count of `amount` coins: a debt in full, the rest slab by slab."""
    if amount <= 0 or slabs is None:
        return amount
    counted, floor = F(0), F(0)
    for bound, rate in slabs:
        top = amount if bound is None else min(amount, bound)
        counted += max(F(0), top - floor) * rate
        if bound is None:
            break
        floor = bound
    return counted


class Leg:
    """One position. Money is in its settle coin."""

    def __init__(self, account, row, sheet):
        self.row, self.symbol, self.venue = row, row["symbol"], account["venue"]
        self.contract = sheet.contracts[self.symbol]
        self.inverse = row.get("contractType", "linear") == "inverse"
        self.sign = 1 if row["side"] == "long" else -1
        mode = account["accountMode"]
        self.isolated = mode == "isolated" or (mode != "cross" and row["marginMode"] == "isolated")
        self.quantity = F(row["quantity"])
        counted = self.venue == "okx" or self.inverse or "contractSize" in row
        self.size = self.quantity * (self.contract.size if counted else 1)
        self.entry, self.mark = F(row["entryPrice"]), F(row["markPrice"])
        self.leverage = F(row["leverage"])
        self.legacy = account.get("marginModel") == "legacy-entry-value"
        kind = "inverse" if self.inverse else "linear"
        self.taker = F(account["takerFeeRate"]) if "takerFeeRate" in account else sheet.taker[kind]
        self.tier_contracts = self.quantity
        self.settle = self.contract.settle

    def value(self, price):
        return self.size / price if self.inverse else self.size * price

    def pnl(self, price):
        if self.inverse:
            return self.sign * self.size * (1 / self.entry - 1 / price)
        return self.sign * self.size * (price - self.entry)

    def tier(self, price):
        if self.contract.by_contracts:
            return self.contract.tier(self.tier_contracts)
        return self.contract.tier((self.entry_value if self.legacy else self.value(price)))

    @cached_property
    def entry_value(self):
        return self.value(self.entry)

    @cached_property
    def fee_to_close(self):
        """Bybit: the taker fee at the bankruptcy price. OKX: that at the mark."""
        if self.venue == "bybit":
            share = 1 + self.sign / self.leverage if self.inverse else 1 - self.sign / self.leverage
            return self.entry_value * share * self.taker
        return self.value(self.mark) * self.taker if self.venue == "okx" else None

    def maintenance(self, price):
        tier = self.tier(price)
        if tier is None:
            return None
        margin = (self.entry_value if self.legacy else self.value(price)) * tier[1] - tier[2]
        return margin + self.fee_to_close if self.venue == "bybit" else margin

    def requirement(self, price):
        margin = self.maintenance(price)
        if margin is None or self.venue != "okx":
            return margin
        return margin + self.value(price) * self.taker

    @cached_property
    def now(self):
        """Unrealized profit and requirement at the mark."""
        return self.pnl(self.mark), self.requirement(self.mark)

    def initial(self):
        at_entry = self.legacy or (self.venue == "okx" and self.row["marginMode"] == "isolated")
        margin = self.value(self.entry if at_entry else self.mark) / self.leverage
        return margin + self.fee_to_close if self.venue == "bybit" else margin

    def own_margin(self):
        """What an isolated position holds beside its unrealized profit."""
        if self.venue != "bybit":
            return F(self.row["isolatedWallet"])
        base = self.entry_value / self.leverage + self.fee_to_close
        extra = F(self.row["extraMargin"])
        if self.legacy:
            return base + extra
        side = -self.sign if self.inverse else self.sign
        return base + extra / (1 - side * self.taker)

    def break_even(self):
        if self.inverse or self.venue == "okx":
            return None
        if self.venue == "binance":
            return self.entry * (1 + self.sign * self.taker)
        return self.entry / (1 - self.sign * max(self.taker, F("0.00055")))

    def bends(self, price=None):
        """Prices at which another tier begins; `price`: as factors of it."""
        if self.contract.by_contracts or self.legacy:
            return []
        bounds = (tier[0] for tier in self.contract.tiers)
        prices = (self.size / b if self.inverse else b / self.size for b in bounds)
        return [p / price if price else p for p in prices]
