"""Accounts of a desk's night, one a line, from a fixed seed.

    night_accounts.py COUNT [SEED] > accounts.ndjson

An account has 1 to 20 positions, each number as often. Marks lie around the shipped snapshot's prices; equity is
so spread that each state occurs, most accounts being healthy.
"""

import json
import random
import sys

CLOCK = "2026-02-01T16:30:00Z"
AS_OF = "2026-02-01T16:28:00Z"
# Price, decimals of prices, decimals of quantities.
ASSETS = {
    "BTC": (87959.9, 1, 3), "ETH": (2920.49, 2, 2), "XRP": (2.2373, 4, 0), "BNB": (860.24, 2, 2),
    "SOL": (138.08, 2, 1), "TRX": (0.2728, 5, 0), "DOGE": (0.17532, 5, 0), "ADA": (0.4216, 4, 0),
    "HYPE": (31.254, 3, 1), "BCH": (478.2, 2, 2), "LINK": (12.841, 3, 1), "ZEC": (325.7, 2, 2),
}
# Assets of the shipped sheets, and the mode in which an account holds them.
VENUES = {
    "binance": ("single-asset", list(ASSETS), "{}USDT"),
    # Its other tiers are too old for the clock.
    "bybit": ("cross", ["BTC", "ADA"], "{}USDT"),
    "okx": ("futures", ["BTC", "ETH"], "{}-USDT-SWAP"),
}
CONTRACT_SIZES = {"BTC": "0.01", "ETH": "0.1"}


def position(chance, venue, asset, side):
    price, places, steps = ASSETS[asset]
    mark = price * chance.uniform(0.99, 1.01)
    notional = 10 ** chance.uniform(3, 5.5)
    made = {
        "symbol": VENUES[venue][2].format(asset), "contractType": "linear", "side": side,
        "marginMode": "cross", "entryPrice": f"{mark * chance.uniform(0.9, 1.1):.{places}f}",
        "markPrice": f"{mark:.{places}f}", "leverage": str(chance.choice([3, 5, 10, 20])),
        "fundingRate": f"{chance.uniform(-0.0001, 0.0003):.6f}", "fundingIntervalHours": "8",
        "nextFundingAt": "2026-02-02T00:00:00Z",
    }
    if venue == "okx":
        size = CONTRACT_SIZES[asset]
        made["quantity"] = str(max(1, round(notional / mark / float(size))))
        made["contractSize"] = size
    else:
        made["quantity"] = f"{max(notional / mark, 10 ** -steps):.{steps}f}"
    return made, notional


def account(chance, number):
    count = chance.randint(1, 20)
    able = [venue for venue in VENUES if count <= 2 * len(VENUES[venue][1])]
    venue = chance.choice(able)
    mode, assets, _ = VENUES[venue]
    hedged = count > len(assets)
    places = [(asset, side) for asset in assets for side in ("long", "short")]
    if not hedged:
        places = [(asset, chance.choice(["long", "short"])) for asset in assets]
    made = [position(chance, venue, *place) for place in chance.sample(places, count)]
    equity = sum(notional for _, notional in made) * 0.6 * chance.random() ** 2
    # Profit and loss against the entries, so that the drawn equity is what the account has.
    pnl = sum(
        (float(p["markPrice"]) - float(p["entryPrice"])) * float(p["quantity"])
        * float(p.get("contractSize", 1)) * (1 if p["side"] == "long" else -1) for p, _ in made)
    return {
        "schema": "marginalia/account/1", "id": f"night-{number:07}", "label": f"Book {number}",
        "venue": venue, "accountMode": mode, "positionMode": "hedge" if hedged else "one-way",
        "asOf": AS_OF,
        "collateral": [{"asset": "USDT", "walletBalance": f"{max(equity - pnl, 1):.2f}",
                        "collateralRate": "1", "indexPrice": "1"}],
        "positions": [p for p, _ in made],
        "funds": [{
            "asset": "USDT", "amount": f"{equity * chance.uniform(0, 1):.2f}",
            "where": "spot wallet", "route": "internal transfer", "confirmationSeconds": "2",
            "fee": "0", "verified": True}],
    }


def main():
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for number in range(int(sys.argv[1])):
        print(json.dumps(account(chance, number)))


if __name__ == "__main__":
    main()
