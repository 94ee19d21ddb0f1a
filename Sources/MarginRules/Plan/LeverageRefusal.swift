import MarginModel

/// When a venue refuses to lower leverage, and what lowering it does (article: Adjust 2).
enum LeverageRefusal {
    /// Why the position at `index`, which stands in the pool, keeps its leverage; `nil` when lowering it is
    /// possible.
    static func refusal(
        of index: Int, in poolID: String, to cap: Decimal, _ account: Account,
        _ calculator: MarginCalculator
    ) -> SkippedStep? {
        let position = account.positions[index]
        if account.isIsolated(position) { return isolated(position, account) }
        let after = account.settingCrossLeverage(cap, of: position.symbol)
        guard let pool = calculator.pool(poolID, of: after), let available = pool.availableBalance
        else {
            return SkippedStep(
                kind: .setLeverage,
                why:
                    "whether free margin covers a lower leverage of \(position.symbol) is not known",
                source: "available balance withheld")
        }
        guard available.isNegative else { return nil }
        let missing = available.magnitude.rounded(places: 2, .up)?.description ?? "too much"
        return SkippedStep(
            kind: .setLeverage,
            why: "\(position.symbol) at \(cap)x would need \(missing) \(pool.asset) more initial "
                + "margin than is free",
            source: source(of: account.venue))
    }

    /// What lowering the leverage of a cross position does besides.
    static func effect(at venue: Venue) -> String {
        venue == .bybit
            ? "maintenance margin changes by the fee to close alone."
            : "it moves neither maintenance margin nor the liquidation price."
    }

    private static func isolated(_ position: Position, _ account: Account) -> SkippedStep {
        let venue = account.venue
        let hasOrders = account.openOrders.contains {
            $0.symbol == position.symbol && $0.marginMode == .isolated
        }
        if venue == .okx, hasOrders {
            return SkippedStep(
                kind: .setLeverage,
                why:
                    "OKX refuses to change the leverage of isolated \(position.symbol) while orders "
                    + "of it rest",
                source: "OKX error 59101")
        }
        guard venue == .binance else {
            return SkippedStep(
                kind: .setLeverage,
                why: "lowering the leverage of isolated \(position.symbol) moves margin from the "
                    + "wallet into the position; adding margin does that without the detour",
                source: source(of: venue))
        }
        return SkippedStep(
            kind: .setLeverage,
            why: "Binance refuses to lower the leverage of isolated \(position.symbol) while it is "
                + "open",
            source: "Binance error -4161")
    }

    private static func source(of venue: Venue) -> String {
        switch venue {
        case .binance: "Binance error -2028"
        case .bybit: "Bybit UTA Trading Rules, initial margin"
        case .okx: "OKX errors 59103, 59108 and 59109"
        }
    }
}
