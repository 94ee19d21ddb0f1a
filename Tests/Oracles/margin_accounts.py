"""Random accounts of all venues and modes but portfolio margin.

The same seed gives the same accounts. Every member that a figure depends on is given: what is
withheld where one is missing is tested elsewhere.
"""

from fractions import Fraction as F

from margin_assessment import assess
from margin_rules import DOLLARS
from margin_sheets import PRICES, exact, plain

CLOCK = "2026-02-01T16:30:00Z"
MODES = [
    ("binance", "single-asset"),
    ("binance", "multi-asset"),
    ("bybit", "cross"),
    ("bybit", "isolated"),
    ("okx", "futures"),
    ("okx", "multi-currency"),
]


def account(dice, index, sheets):
    venue, mode = MODES[index % len(MODES)]
    data = sheets[venue]
    shared = mode in ("multi-asset", "multi-currency", "cross") or (venue == "bybit")
    hedge = dice.chance(35)
    result = {
        "schema": "marginalia/account/1",
        "id": f"random-{index}",
        "venue": venue,
        "accountMode": mode,
        "positionMode": "hedge" if hedge else "one-way",
        "asOf": "2026-02-01T16:28:00Z",
    }
    if venue == "bybit" and dice.chance(15):
        result["marginModel"] = "legacy-entry-value"
    if dice.chance(25):
        result["takerFeeRate"] = dice.decimal("0.0001", "0.002", dice.choice([4, 7]))
    scale = dice.choice([2000, 20000, 200000, 1500000])
    rows = dice.sample(data["symbols"], min(len(data["symbols"]), dice.choice([0, 1, 1, 2, 3, 4])))
    if venue == "binance" and mode == "single-asset":
        rows = [row for row in rows if row["contractType"] == "inverse"] or rows
    positions = []
    for row in rows:
        isolated = mode == "isolated" or (
            mode in ("single-asset", "futures", "multi-currency") and dice.chance(35)
        )
        both = 5 if venue == "bybit" and not isolated else 60
        sides = ["long", "short"] if hedge and dice.chance(both) else [dice.choice(["long", "short"])]
        legs = [position(dice, venue, row, side, isolated, scale) for side in sides]
        positions += [{**leg, "markPrice": legs[0]["markPrice"]} for leg in legs]
        if dice.chance(10):
            on_edge(dice, row, positions[-len(legs) :])
    result["positions"] = positions
    result["collateral"] = collateral(dice, data, rows, shared, scale)
    orders = [order(dice, venue, row, scale) for row in rows if dice.chance(15)]
    if orders and mode != "isolated":
        result["openOrders"] = orders
    has_dollars = any(row["asset"] in DOLLARS for row in result["collateral"])
    if mode in ("cross", "multi-currency") and has_dollars and dice.chance(25):
        result["borrowed"] = [borrowing(dice, result["collateral"], scale)]
    if dice.chance(50):
        result["funds"] = [fund(dice, row["asset"], scale) for row in result["collateral"][:2]]
    return result


def position(dice, venue, row, side, isolated, scale):
    around, size = PRICES[row["base"]], F(row["contractSize"])
    inverse = row["contractType"] == "inverse"
    counted = venue == "okx" or inverse
    unit = size if inverse else around * (size if counted else 1)
    worth = F(dice.decimal(scale / 20, scale, 6))
    places = (
        0
        if inverse and venue != "okx"
        else dice.choice([0, 1, 2]) if counted else 8 if dice.chance(40) else dice.choice([1, 3])
    )
    result = {
        "symbol": row["symbol"],
        "contractType": row["contractType"],
        "side": side,
        "marginMode": "isolated" if isolated else "cross",
        "quantity": plain(max(1, int(worth / unit * 10**places)), places),
        "entryPrice": dice.price(around),
        "markPrice": dice.price(around),
        "leverage": dice.choice(["1", "2", "3", "5", "10", "20", "50", "100", "7.5"]),
    }
    if counted and dice.chance(50):
        result["contractSize"] = row["contractSize"]
    if isolated:
        coin = worth / around if inverse else worth
        if venue == "bybit":
            result["extraMargin"] = "0" if dice.chance(40) else dice.decimal(0, coin / 10, 6)
        else:
            result["isolatedWallet"] = dice.decimal(
                coin / 300, coin / dice.choice([3, 10, 20]), dice.choice([5, 12])
            )
    if dice.chance(70):
        result["fundingRate"] = ("-" if dice.chance(40) else "") + dice.decimal(
            0, "0.002", dice.choice([4, 8])
        )
        result["fundingIntervalHours"] = dice.choice(["8", "8", "4", "1", "7"])
    return result


def on_edge(dice, row, legs):
    """Puts the legs exactly where something changes: on a tier's bound, level, or hedged to zero."""
    for leg in legs:
        leg["quantity"] = legs[0]["quantity"]
        if dice.chance(50):
            leg["entryPrice"] = leg["markPrice"]
    bound = F(
        dice.choice(row["tiers"])["maxSize" if row["tierUnit"] == "contracts" else "maxNotional"]
    )
    size, mark = F(row["contractSize"]), F(legs[0]["markPrice"])
    if row["tierUnit"] != "contracts":
        bound = bound / size * mark if row["contractType"] == "inverse" else bound / mark
    for leg in legs:
        if (bound * 10**12).denominator == 1:
            leg["quantity"] = exact(bound)
        elif row["tierUnit"] == "quote-notional":
            leg["quantity"] = str(max(1, int(bound)))
    if row["tierUnit"] == "quote-notional" and dice.chance(60):
        whole = str(dice.choice([1, 2, 4, 5, 8, 10]) * 10 ** max(0, len(str(int(mark))) - 1))
        worth = F(dice.choice(row["tiers"])["maxNotional"]) / F(whole)
        for leg in legs:
            leg["markPrice"] = whole
            leg["quantity"] = exact(worth) if (worth * 10**12).denominator == 1 else leg["quantity"]


def collateral(dice, data, rows, shared, scale):
    coins = list(dict.fromkeys(row["settle"] for row in rows))
    if shared and dice.chance(80):
        coins += [
            coin for coin in ("USDT", "BTC", "ETH", "USDC") if coin not in coins and dice.chance(40)
        ]
    # Money for a pool of several coins is sent in a dollar coin that it holds.
    if shared and len(coins) > 1 and DOLLARS.isdisjoint(coins):
        coins.append("USDT")
    slabs = {row["asset"]: row.get("tiers", []) for row in data["collateral"]}
    result = []
    for coin in coins or ["USDT"]:
        price = F(PRICES.get(coin, 1))
        amount = dice.decimal(
            0, scale / price / dice.choice([2, 10, 30, 100]), dice.choice([5, 8, 12])
        )
        bounds = [tier["upTo"] for tier in slabs.get(coin, []) if "upTo" in tier]
        if bounds and dice.chance(8):
            amount = dice.choice(bounds)
        row = {"asset": coin, "walletBalance": ("-" if dice.chance(8) else "") + amount}
        row["indexPrice"] = (
            dice.price(price)
            if coin in PRICES
            else dice.decimal("0.98", "1.02", dice.choice([2, 8]))
        )
        if dice.chance(30):
            row["collateralRate"] = dice.choice(["1", "0.95", "0.987654321"])
        result.append(row)
    return result


def steered(dice, account, sheet):
    """The account, its money changed so that its pools come near a ratio of the dice's choice."""
    for pool in assess(account, sheet):
        if not pool.need or dice.chance(35):
            continue
        edge = dice.chance(10)
        ratio = dice.choice(["1", "0.9", "0.8", "0.5"]) if edge else dice.decimal("0.2", "1.15", 3)
        missing = pool.need / F(ratio) - pool.equity
        if pool.pool.isolated:
            row = next(row for row in account["positions"] if row == pool.pool.legs[0].row)
            name = "isolatedWallet"
            if account["venue"] == "bybit":
                name, missing = "extraMargin", max(missing, -F(row["extraMargin"]))
        else:
            rows = [row for row in account["collateral"] if row["asset"] in pool.pool.balances]
            row, name = dice.choice(rows), "walletBalance"
            missing /= pool.pool.price(row["asset"])
        amount = F(row[name]) + missing
        is_short = (amount * 10**20).denominator == 1
        row[name] = exact(amount) if edge and is_short else plain(int(amount * 10**8), 8)
    return account


def order(dice, venue, row, scale):
    inverse = row["contractType"] == "inverse"
    money = lambda share: dice.decimal(
        0, F(scale) / share / (PRICES[row["base"]] if inverse else 1), 6
    )
    return {
        "symbol": row["symbol"],
        "side": dice.choice(["long", "short"]),
        "quantity": "1",
        "price": dice.price(PRICES[row["base"]]),
        "reduceOnly": dice.chance(20),
        "marginMode": "isolated" if venue == "okx" and dice.chance(30) else "cross",
        "initialMargin": money(200),
        "maintenanceMargin": money(2000),
        "orderLoss": money(4000),
        "fee": money(8000),
    }


def borrowing(dice, held, scale):
    coin = dice.choice(["ETH", "USDC"] + [row["asset"] for row in held])
    price = F(PRICES.get(coin, 1))
    return {
        "asset": coin,
        "amount": dice.decimal(0, scale / price / 50, 8),
        "indexPrice": next(
            (row["indexPrice"] for row in held if row["asset"] == coin), dice.price(price)
        ),
        "initialMarginRate": dice.decimal("0.02", "0.2", 3),
        "maintenanceMarginRate": dice.decimal("0.01", "0.1", 3),
    }


def fund(dice, coin, scale):
    amount = dice.decimal(0, F(scale) / 4 / F(PRICES.get(coin, 1)), 6)
    return {
        "asset": coin,
        "amount": amount,
        "where": "bank",
        "route": "internal transfer",
        "confirmationSeconds": "5",
        "fee": "0" if dice.chance(50) else dice.decimal(0, F(amount) / 1000, 4),
        "verified": True,
    }
