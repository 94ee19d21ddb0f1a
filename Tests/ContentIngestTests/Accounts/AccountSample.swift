/// A valid account that uses every key of the format, written so that each key has a line or a
/// known column. Its figures are made up.
enum AccountSample {
    static let complete = """
        {
          "schema": "marginalia/account/1",
          "id": "desk-0042",
          "label": "Swing book",
          "venue": "binance",
          "environment": "testnet",
          "accountMode": "multi-asset",
          "positionMode": "hedge",
          "asOf": "2026-02-01T16:25:00Z",
          "fictional": true,
          "marginModel": "legacy-entry-value",
          "takerFeeRate": "0.0004",
          "collateral": [
            { "asset": "USDT", "walletBalance": "25500.50", "collateralRate": "0.99", "indexPrice": 1 }
          ],
          "borrowed": [{ "asset": "USDC", "amount": "10", "indexPrice": "0.9998", "initialMarginRate": "0.1", "maintenanceMarginRate": "0.04" }],
          "positions": [
            {
              "symbol": "BTCUSDT",
              "contractType": "inverse",
              "side": "long",
              "marginMode": "isolated",
              "quantity": "3",
              "contractSize": "100",
              "entryPrice": "92000",
              "markPrice": "87959.907984",
              "leverage": "20",
              "isolatedWallet": "0",
              "extraMargin": "0",
              "autoAddMargin": true,
              "fundingRate": "-0.0001", "expectedQuantity": "3.5",
              "fundingIntervalHours": "8",
              "nextFundingAt": "2026-02-02T00:00:00Z", "realized": { "pnl": "7", "fees": "-1.25", "funding": "0.5" },
              "reported": { "unrealizedPnl": "-12.5", "liquidationPrice": "81000" }
            },
            { "symbol": "BTCUSDT", "side": "short", "marginMode": "cross", "quantity": 0.25 }
          ],
          "openOrders": [
            { "symbol": "BTCUSDT", "side": "long", "quantity": "1", "price": "80000", "reduceOnly": true, "initialMargin": "40", "marginMode": "isolated", "maintenanceMargin": "3", "orderLoss": "0", "fee": "0.5" }
          ],
          "stops": [
            { "symbol": "BTCUSDT", "side": "long", "quantity": "1", "triggerPrice": "84000", "priceType": "last" }
          ],
          "trailingStops": [
            { "symbol": "BTCUSDT", "side": "short", "callbackPercent": "2", "history": [
              { "at": "2026-01-31T10:00:00+01:00", "callbackPercent": "1.5" }
            ] }
          ],
          "funds": [
            { "asset": "USDT", "amount": "5000", "where": "spot wallet", "route": "internal transfer", "confirmationSeconds": "2", "fee": "0", "verified": true }
          ],
          "deposits": [
            { "asset": "USDT", "amount": "500", "sentAt": "2026-02-01T16:20:00Z", "status": "pending", "reference": "0xab" }
          ],
          "liquidations": [
            { "symbol": "BTCUSDT", "price": "61200", "quantity": "0.4", "at": "2026-01-30T02:11:09.5Z" }
          ],
          "creditLine": { "apr": "21.5", "limit": "10000" },
          "averagingDown": { "onChainAccumulation": true, "multiTimeframeAlignment": false },
          "report": { "sections": "full" },
          "policy": { "targetRatio": "0.4", "targetDistancePercent": "2.5", "stopPercentNear": "2", "stopPercentFar": "6", "stateBounds": { "watchDistancePercent": "4" } },
          "reported": { "initialMargin": "1", "maintenanceMargin": "2", "marginRatio": "0.5", "uniMMR": "3", "equity": "4", "notional": "5", "walletBalance": "6", "availableBalance": "7", "breakEvenPrice": "8", "bankruptcyPrice": "9" },
          "fundingPayments": [{ "symbol": "BTCUSDT", "amount": "-8.8", "asset": "USDT", "at": "2026-02-01T08:00:00Z" }],
          "betas": { "driver": "BTC", "values": [{ "asset": "ETH", "beta": "1.25" }] }
        }

        """

    /// The smallest account: every default applies.
    static let smallest = """
        {"schema":"marginalia/account/1","id":"a","venue":"okx","asOf":"2026-02-01T16:25:00Z"}
        """
}
