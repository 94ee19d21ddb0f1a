import MarginModel

/// A position with everything resolved that its venue's formulas need, as exact numbers.
///
/// Formulas are written on x: the mark price of a linear contract, 1 ÷ mark price of an inverse
/// one. Value is `size` × x for both, in the settle coin, so one solver serves both.
///
/// Copies share what is large and never changes, and what several formulas need is computed once.
struct PositionTerms: Sendable {
    /// What the account and its sheet say of a position.
    struct Given: Sendable {
        var position: Position
        let names: ContractNames
        let table: TierTable?
        let instrument: Instrument?
        let priceKind: PriceKind
        /// Base coins (linear) or quote units (inverse). `nil` when the contract size is not known.
        let size: Exact?
        /// Number of contracts, where the venue counts them.
        let contracts: Exact?
        let entryPrice: Exact?
        var markPrice: Exact?
        var leverage: Exact?
        /// A fraction of notional.
        let takerFeeRate: Exact?
        /// Whether margins are taken on the entry value (Bybit before 2025).
        let marginsOnEntry: Bool
        /// Whether nothing was missing: then the same position gives the same terms without a reason.
        var isWhole = false
        /// What the tier is looked up by instead of this position's own contracts, where the venue
        /// counts positions together (OKX).
        var tierContracts: Exact?
    }

    /// Everything but the place.
    private final class Own: Sendable {
        let given: Given
        let mark: Exact?
        let entry: Exact?
        let value: Exact?
        let entryValue: Exact?
        let profitSlope: Exact?
        let unrealizedPnl: Exact?
        let tierIndex: Int?

        init(_ given: Given) {
            self.given = given
            let isInverse = given.position.contractType == .inverse
            let mark = given.markPrice.flatMap { isInverse ? Exact.one.divided(by: $0) : $0 }
            let entry = given.entryPrice.flatMap { isInverse ? Exact.one.divided(by: $0) : $0 }
            self.mark = mark
            self.entry = entry
            value = PositionTerms.product(given.size, mark)
            entryValue = PositionTerms.product(given.size, entry)
            let isLong = given.position.side == .long
            profitSlope = given.size.map { isInverse == isLong ? -$0 : $0 }
            if let profitSlope, let mark, let entry {
                unrealizedPnl = profitSlope * (mark - entry)
            } else {
                unrealizedPnl = nil
            }
            let measure = PositionTerms.tierMeasure(
                given, given.marginsOnEntry ? entryValue : value)
            tierIndex = measure.flatMap { given.table?.tier(for: $0) }
        }
    }

    /// Where the position stands in the account: reasons and pools refer to it.
    let index: Int
    private let own: Own

    init(_ given: Given, at index: Int) { self.init(Own(given), at: index) }

    private init(_ own: Own, at index: Int) {
        self.index = index
        self.own = own
    }

    /// Whether they are the same object, wherever it stands.
    static func === (left: PositionTerms, right: PositionTerms) -> Bool { left.own === right.own }

    /// The same position at another place of its account.
    func standing(at index: Int) -> PositionTerms { PositionTerms(own, at: index) }

    private static func product(_ left: Exact?, _ right: Exact?) -> Exact? {
        guard let left, let right else { return nil }
        return left * right
    }

    private static func tierMeasure(_ given: Given, _ marginValue: Exact?) -> Exact? {
        guard let table = given.table else { return nil }
        return table.sheet.tierUnit == .contracts
            ? given.tierContracts ?? given.contracts : marginValue
    }

    var given: Given { own.given }
    /// x at the mark.
    var mark: Exact? { own.mark }
    /// x at the entry price.
    var entry: Exact? { own.entry }
    /// Notional at the mark, in the settle coin.
    var value: Exact? { own.value }
    /// Notional at the entry price, in the settle coin.
    var entryValue: Exact? { own.entryValue }
    /// Profit per unit of x: +size for a linear long, −size for an inverse long.
    var profitSlope: Exact? { own.profitSlope }
    /// Linear s·q·(MP − EP); inverse s·Q·(1/EP − 1/MP). In the settle coin.
    var unrealizedPnl: Exact? { own.unrealizedPnl }
    /// Which tier of the table the position is in at the mark. `nil` without a table or beyond its
    /// last tier.
    var tierIndex: Int? { own.tierIndex }
    var position: Position { own.given.position }
    var names: ContractNames { own.given.names }
    var table: TierTable? { own.given.table }
    var symbolSheet: SymbolSheet? { own.given.table?.sheet }
    var instrument: Instrument? { own.given.instrument }
    var priceKind: PriceKind { own.given.priceKind }
    var size: Exact? { own.given.size }
    var contracts: Exact? { own.given.contracts }
    var entryPrice: Exact? { own.given.entryPrice }
    var markPrice: Exact? { own.given.markPrice }
    var leverage: Exact? { own.given.leverage }
    var takerFeeRate: Exact? { own.given.takerFeeRate }
    var marginsOnEntry: Bool { own.given.marginsOnEntry }
    var isInverse: Bool { own.given.position.contractType == .inverse }
    /// Whether the position is long: +1 in the formulas, −1 when short.
    var isLong: Bool { own.given.position.side == .long }
    /// +1 long, −1 short.
    var sign: Exact { isLong ? 1 : -1 }

    var family: String? { ContractNames.family(of: position.symbol) }

    /// The price that x stands for.
    func price(at point: Exact) -> Exact? {
        isInverse ? Exact.one.divided(by: point) : point
    }

    /// Notional that margins are taken on: at the mark, or by the older rule at the entry.
    var marginValue: Exact? { marginsOnEntry ? entryValue : value }

    /// What the tier is looked up by, at the mark.
    var tierMeasure: Exact? { Self.tierMeasure(own.given, marginValue) }

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
    let baseIsDollar: Bool
    let settlesInDollars: Bool

    init(_ sheet: SymbolSheet) {
        self.init(base: sheet.base, quote: sheet.quote, settle: sheet.settle)
    }

    init(base: String, quote: String, settle: String) {
        self.base = base
        self.quote = quote
        self.settle = settle
        baseIsDollar = DollarCoin.isOne(base)
        settlesInDollars = DollarCoin.isOne(settle)
    }

    /// `BTC-USDT` of `BTC-USDT-SWAP` and `BTC-USDT-260327`. `nil` for a name of another form.
    static func family(of symbol: String) -> String? {
        let parts = symbol.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count >= 3 ? "\(parts[0])-\(parts[1])" : nil
    }

    /// Whether no table and no naming of a venue says what the coins are.
    var isUnknown: Bool { base == quote }

    /// Reads a symbol as its venue writes it.
    init?(symbol: String, venue: Venue, contractType: ContractType) {
        guard let pair = venue.rules.coins(in: symbol, contractType) else { return nil }
        self.init(
            base: pair.base, quote: pair.quote,
            settle: contractType == .linear ? pair.quote : pair.base)
    }
}
