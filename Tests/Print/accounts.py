"""Accounts that are hard to print."""

import copy

LONG_NAME = "Überlanger \"Name\" </style><b>&amp; '\\3c " + "x" * 60
OTHER_SCRIPT = "Счёт для проверки печати"
EMOJI = "حساب 漢字 🚀"


def position(symbol, mark, side="long", quantity="1", entry=None, mode="cross"):
    return {
        "symbol": symbol, "contractType": "linear", "side": side, "marginMode": mode,
        "quantity": quantity, "entryPrice": entry or mark, "markPrice": mark, "leverage": "10",
        "fundingRate": "0.0001", "fundingIntervalHours": "8",
        "nextFundingAt": "2026-02-02T00:00:00Z",
    }


def account(name, positions, balance, label="Print test"):
    return {
        "schema": "marginalia/account/1", "id": name, "label": label, "venue": "binance",
        "environment": "mainnet", "accountMode": "single-asset", "positionMode": "one-way",
        "asOf": "2026-02-01T16:28:00Z",
        "collateral": [
            {"asset": "USDT", "walletBalance": balance, "collateralRate": "1", "indexPrice": "1"}
        ],
        "positions": positions,
        "funds": [
            {"asset": "USDT", "amount": "900000", "where": "spot wallet",
             "route": "internal transfer", "confirmationSeconds": "2", "fee": "0",
             "verified": True}
        ],
    }


def made_up(sheet, count):
    """Adds contracts to a venue sheet, so that one account can hold many."""
    pattern = next(s for s in sheet["symbols"] if s["symbol"] == "ADAUSDT")
    names = [f"T{number:02}USDT" for number in range(count)]
    for name in names:
        contract = copy.deepcopy(pattern)
        contract["symbol"] = name
        contract["base"] = name[:-4]
        sheet["symbols"].append(contract)
    return names


def under_water(names):
    """A position in each, five percent under water, long or short."""
    many = []
    for index, name in enumerate(names):
        mark = 1 + index / 7
        side, worse = ("short", 0.95) if index % 3 == 0 else ("long", 1.05)
        many.append(position(name, f"{mark:.4f}", side, "3000", f"{mark * worse:.4f}"))
    return many


def margin_call(name, positions, sheet):
    """An account whose requirement is 93 % of its equity, by the tiers of the sheet."""
    tiers = {s["symbol"]: s["tiers"] for s in sheet["symbols"]}
    balance = 0
    for p in positions:
        quantity, mark, entry = (float(p[key]) for key in ("quantity", "markPrice", "entryPrice"))
        value = quantity * mark
        tier = next(t for t in tiers[p["symbol"]] if value <= float(t["maxNotional"]))
        need = value * float(tier["maintenanceMarginRate"]) - float(tier["maintenanceAmount"])
        balance += abs(mark - entry) * quantity + need / 0.93
    return account(name, positions, f"{balance or 1000:.2f}")


def statements(names, sheet):
    """Margin calls of growing size, and an account without a position: how many sheets they take."""
    many = under_water(names)
    return {
        count: margin_call(f"statement-{count}", many[:count], sheet)
        for count in (0, 1, 10, 35, 68)
    }


def all_accounts(names):
    many = under_water(names)
    return [
        account("print-one", [position("BTCUSDT", "87959.9", quantity="2", entry="92000")], "8837"),
        account("print-twelve", many[:12], "3560"),
        account("print-seventy", many[:70], "72200"),
        account("print-long-name", [position("BTCUSDT", "87959.9")], "9000", LONG_NAME),
        account("print-script", [position("ETHUSDT", "2920.5")], "900", OTHER_SCRIPT),
        account("print-emoji", [position("BTCUSDT", "87959.9")], "9000", EMOJI),
        account("print-extreme", [
            position("BTCUSDT", "98765432109.12345678", quantity="123456.789"),
            position("ADAUSDT", "0.00000001", quantity="987654321", entry="0.00000003"),
        ], "999999999999999.99"),
        account("print-gone", [position("BTCUSDT", "60000", quantity="3", entry="92000")], "100"),
        account("print-empty", [], "0"),
    ]
