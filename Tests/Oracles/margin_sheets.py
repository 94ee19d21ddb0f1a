"""Random venue sheets: the shipped ones, with ladders and slabs of odd digits beside them."""

import json
import pathlib
import random
from fractions import Fraction as F

PRICES = {"BTC": 88000, "ETH": 2900, "SOL": 120, "AAA": 7, "BBB": F(1, 3)}


class Dice(random.Random):
    def chance(self, percent):
        return self.randrange(100) < percent

    def decimal(self, low, high, digits):
        """A decimal between the two, with about `digits` significant digits."""
        value = F(low) + (F(high) - F(low)) * F(self.randrange(10**24), 10**24)
        places = max(0, digits - len(str(int(value))) if value >= 1 else digits)
        return plain(max(int(value * 10**places), 1), places)

    def price(self, around):
        return self.decimal(
            around * F(9, 10), around * F(11, 10), self.choice([4, 6, 6, 8, 8, 12, 16, 20])
        )


def plain(units, places):
    sign, digits = "-" if units < 0 else "", str(abs(units)).rjust(places + 1, "0")
    return sign + (digits[:-places] + "." + digits[-places:] if places else digits)


def tiers(dice, top, by_contracts, steps):
    """A ladder up to about `top`, continuous unless rates are of the whole position (`steps`)."""
    low, rate, amount, rows = F(0), F(0), F(0), []
    for index in range(dice.randint(1, 8)):
        high = low + F(dice.decimal(top / 20, top, dice.choice([2, 3, 9])))
        new = rate + F(dice.decimal("0.001", "0.03", dice.choice([3, 4, 7])))
        amount += low * (new - rate) if index and not steps else 0
        rate = new
        names = ("minSize", "maxSize") if by_contracts else ("minNotional", "maxNotional")
        rows.append(
            {
                "tier": index + 1,
                names[0]: exact(low),
                names[1]: exact(high),
                "maintenanceMarginRate": exact(rate),
                "maintenanceAmount": exact(amount),
            }
        )
        low = high
    return rows


def exact(value):
    places = 0
    while value.denominator != 1 and (value * 10**places).denominator != 1:
        places += 1
    return plain(int(value * 10**places), places)


def contract(dice, venue, base, quote, symbol):
    inverse = quote == "USD"
    by_contracts = venue == "okx"
    steps = by_contracts or dice.chance(15)
    size = {"okx": "0.01" if base == "BTC" else "0.1"}.get(venue, "1")
    if inverse:
        size = "1" if venue == "bybit" else "100" if base == "BTC" else "10"
    worth = F(size) if inverse else F(size) * PRICES[base]
    top = 900000 / worth if by_contracts else 900000 / PRICES[base] if inverse else F(900000)
    return {
        "exchange": venue,
        "symbol": symbol,
        "base": base,
        "quote": quote,
        "settle": base if inverse else quote,
        "contractType": "inverse" if inverse else "linear",
        "contractSize": size,
        "tierUnit": "contracts" if by_contracts else "base-coin" if inverse else "quote-notional",
        "tierRule": "whole-position-rate" if steps else "progressive-with-deduction",
        "asOf": "2026-01-15",
        "source": "random",
        "tiers": tiers(dice, top, by_contracts, steps),
    }


def symbol_of(venue, base, quote):
    if venue == "okx":
        return f"{base}-{quote}-SWAP"
    return f"{base}{quote}" + ("_PERP" if venue == "binance" and quote == "USD" else "")


def sheet(dice, venue, shipped):
    """The shipped sheet of a venue, dated anew, with random contracts and collateral rates."""
    data = json.loads(pathlib.Path(shipped, f"{venue}.json").read_text())
    data["generatedFrom"]["random"] = "made up"
    data["symbols"] = [row for row in data["symbols"] if row["base"] in PRICES]
    for row in data["symbols"]:
        row["asOf"] = "2026-01-15"
    known = {row["symbol"] for row in data["symbols"]}
    for base in PRICES:
        for quote in ("USDT", "USDC", "USD"):
            symbol = symbol_of(venue, base, quote)
            if symbol not in known:
                data["symbols"].append(contract(dice, venue, base, quote, symbol))
    if venue == "okx":
        # A dated contract of a family has the family's ladder.
        for row in list(data["symbols"]):
            if row["base"] == "BTC" and row["quote"] == "USDT":
                data["symbols"].append({**row, "symbol": "BTC-USDT-260327"})
    data["collateral"] = [
        {"asset": coin, "source": "random", **rates(dice, coin)}
        for coin in ["USDT", "USDC", *PRICES]
    ]
    return data


def rates(dice, coin):
    """One rate, or two to five slabs that reach amounts that accounts hold."""
    rate = F(dice.decimal("0.85", 1, dice.choice([2, 3, 6])))
    if dice.chance(30):
        return {"collateralRate": "1" if dice.chance(30) else exact(min(rate, F(1)))}
    rows, bound, unit = [], F(0), 60000 / F(PRICES.get(coin, 1))
    for _ in range(dice.randint(1, 4)):
        bound += F(dice.decimal(unit / 50, unit, dice.choice([2, 4, 9])))
        rows.append({"upTo": exact(bound), "collateralRate": exact(min(rate, F(1)))})
        rate *= F(dice.decimal("0.7", "0.99", 2))
    if dice.chance(80):
        rows.append({"collateralRate": exact(rate) if dice.chance(80) else "0"})
    return {"tiers": rows}
