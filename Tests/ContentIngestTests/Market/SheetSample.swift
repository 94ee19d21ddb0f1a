/// A small venue sheet, each tier on a line of its own. Its figures are made up.
enum SheetSample {
    static let progressive = """
        { "schemaVersion": 1, "exchange": "binance",
          "generatedFrom": { "desk": "typed by hand" },
          "notes": ["one"],
          "fees": [{ "contractType": "linear", "tier": "base", "taker": "0.0005", "source": "desk" }],
          "symbols": [{ "symbol": "AAAUSDT", "base": "AAA", "quote": "USDT", "settle": "USDT",
            "contractType": "linear", "contractSize": "1", "tierUnit": "quote-notional",
            "tierRule": "progressive-with-deduction", "asOf": "2026-09", "source": "desk",
            "tiers": [
        { "tier": 1, "minNotional": "0", "maxNotional": "1000", "maintenanceMarginRate": "0.01", "maintenanceAmount": "0" },
        { "tier": 2, "minNotional": "1000", "maxNotional": "5000", "maintenanceMarginRate": "0.02", "maintenanceAmount": "10" },
        { "tier": 3, "minNotional": "5000", "maxNotional": "9000", "maintenanceMarginRate": "0.05", "maintenanceAmount": "160" }
        ] }],
          "instruments": [{ "symbol": "AAAUSDT", "tickSize": "0.1", "source": "desk" }],
          "collateral": [{ "asset": "AAA", "collateralRate": "0.95", "asOf": "2026-09-01", "source": "desk" }] }
        """

    static let wholeRate = """
        { "schemaVersion": 1, "exchange": "okx", "generatedFrom": { "desk": "typed by hand" },
          "fees": [],
          "symbols": [{ "symbol": "AAA-USD-SWAP", "base": "AAA", "quote": "USD", "settle": "AAA",
            "contractType": "inverse", "contractSize": "100", "tierUnit": "contracts",
            "tierRule": "whole-position-rate", "asOf": "2026-09-01", "source": "desk",
            "tiers": [
        { "tier": 1, "minSize": "0", "maxSize": "10", "minNotional": null, "maintenanceMarginRate": "0.01" },
        { "tier": 2, "minSize": "10", "maxSize": "20", "maintenanceMarginRate": "0.02" }
        ] }] }
        """
}
