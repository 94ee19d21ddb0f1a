import MarginModel

/// A position with everything resolved that its venue's formulas need, as exact numbers.
///
/// Formulas are written on x: the mark price of a linear contract, 1 ÷ mark price of an inverse
/// one. Value is `size` × x for both, in the settle coin, so one solver serves both.
struct PositionTerms: Sendable {
    /// What stays the same whatever the prices: shared by copies.
    final class Basis: Sendable {
        let index: Int
        let position: Position
        let names: ContractNames
        let table: TierTable?
        let instrument: Instrument?
        let priceKind: PriceKind

        init(
            index: Int, position: Position, names: ContractNames, table: TierTable?,
            instrument: Instrument?, priceKind: PriceKind
        ) {
            self.index = index
            self.position = position
            self.names = names
            self.table = table
            self.instrument = instrument
            self.priceKind = priceKind
        }
    }

    let basis: Basis
    /// Whether the position is long: +1 in the formulas, −1 when short.
    let isLong: Bool
    /// Base coins (linear) or quote units (inverse). `nil` when the contract size is not known.
    let size: Exact?
    /// Number of contracts, where the venue counts them.
    let contracts: Exact?
    let entryPrice: Exact?
    var markPrice: Exact?
    let leverage: Exact?
    /// A fraction of notional.
    var takerFeeRate: Exact?
    /// Whether margins are taken on the entry value (Bybit before 2025).
    var marginsOnEntry = false
    /// What the tier is looked up by instead of this position's own contracts, where the venue
    /// counts positions together (OKX).
    var tierContracts: Exact?

    /// Where the position stands in the account: reasons and pools refer to it.
    var index: Int { basis.index }
    var position: Position { basis.position }
    var names: ContractNames { basis.names }
    var table: TierTable? { basis.table }
    var symbolSheet: SymbolSheet? { basis.table?.sheet }
    var instrument: Instrument? { basis.instrument }
    var priceKind: PriceKind { basis.priceKind }
    /// +1 long, −1 short.
    var sign: Exact { isLong ? 1 : -1 }

    var isInverse: Bool { basis.position.contractType == .inverse }

    /// x at the mark.
    var mark: Exact? { point(at: markPrice) }

    /// x at the entry price.
    var entry: Exact? { point(at: entryPrice) }

    var family: String? { ContractNames.family(of: position.symbol) }

    func point(at price: Exact?) -> Exact? {
        guard let price else { return nil }
        return isInverse ? Exact.one.divided(by: price) : price
    }

    /// The price that x stands for.
    func price(at point: Exact) -> Exact? {
        isInverse ? Exact.one.divided(by: point) : point
    }

    /// Notional at the mark, in the settle coin.
    var value: Exact? {
        guard let size, let mark else { return nil }
        return size * mark
    }

    /// Notional at the entry price, in the settle coin.
    var entryValue: Exact? {
        guard let size, let entry else { return nil }
        return size * entry
    }

    /// Profit per unit of x: +size for a linear long, −size for an inverse long.
    var profitSlope: Exact? {
        guard let size else { return nil }
        return isInverse == isLong ? -size : size
    }

    /// Linear s·q·(MP − EP); inverse s·Q·(1/EP − 1/MP). In the settle coin.
    var unrealizedPnl: Exact? {
        mark.flatMap { profit(at: $0) }
    }

    /// Profit at another x.
    func profit(at point: Exact) -> Exact? {
        guard let profitSlope, let entry else { return nil }
        return profitSlope * (point - entry)
    }

    /// Notional that margins are taken on: at the mark, or by the older rule at the entry.
    var marginValue: Exact? { marginsOnEntry ? entryValue : value }

    /// What the tier is looked up by, at the mark.
    var tierMeasure: Exact? {
        guard let table else { return nil }
        return table.sheet.tierUnit == .contracts ? tierContracts ?? contracts : marginValue
    }

    /// Which tier of the table the position is in at the mark. `nil` without a table or beyond its
    /// last tier.
    var tierIndex: Int? {
        guard let table, let tierMeasure else { return nil }
        return table.tier(for: tierMeasure)
    }

    /// The tier of the position at the mark.
    var tier: MaintenanceTier? {
        tierIndex.flatMap { table?.sheet.tiers[$0] }
    }

    /// The rate of tier `index`, and what is taken off value × rate.
    func tierRate(in index: Int?) -> (rate: Exact, amount: Exact)? {
        guard let table, let index else { return nil }
        return (table.rates[index], table.amounts[index])
    }
}

/// The coins of a contract, from its sheet or, without one, from the venue's naming of symbols.
struct ContractNames: Hashable, Sendable {
    let base: String
    let quote: String
    let settle: String

    init(_ sheet: SymbolSheet) {
        base = sheet.base
        quote = sheet.quote
        settle = sheet.settle
    }

    /// `BTC-USDT` of `BTC-USDT-SWAP` and `BTC-USDT-260327`. `nil` for a name of another form.
    static func family(of symbol: String) -> String? {
        let parts = symbol.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count >= 3 ? "\(parts[0])-\(parts[1])" : nil
    }

    /// Reads `BTC-USDT-SWAP` (OKX), `BTCUSD_PERP` (Binance COIN-M), `BTCUSDT`, `BTCUSD`.
    init?(symbol: String, venue: Venue, contractType: ContractType) {
        let pair: (base: String, quote: String)?
        if venue == .okx {
            let parts = symbol.split(separator: "-")
            pair = parts.count >= 2 ? (String(parts[0]), String(parts[1])) : nil
        } else {
            let stem = symbol.hasSuffix("_PERP") ? String(symbol.dropLast(5)) : symbol
            pair =
                ["USDT", "USDC", "USD"].lazy
                .filter { stem.hasSuffix($0) && stem.utf8.count > $0.utf8.count }
                .map { (String(stem.dropLast($0.utf8.count)), $0) }
                .first
        }
        guard let pair else { return nil }
        base = pair.base
        quote = pair.quote
        settle = contractType == .linear ? pair.quote : pair.base
    }
}
