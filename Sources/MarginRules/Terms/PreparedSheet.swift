import MarginModel

/// A venue's sheet made ready for arithmetic once for all accounts.
///
/// A class because it is large and never changes: copies of what holds it share it.
final class PreparedSheet: Sendable {
    let sheet: VenueSheet?
    /// Its contracts by symbol, but for those whose tiers contradict each other.
    let tables: [String: TierTable]
    /// The taker fee of its lowest tier.
    let takerFeeRates: [ContractType: Exact]
    /// The first contract of each pair of coins.
    private let pairs: [Pair: SymbolSheet]
    /// The latest first instant of a date in it.
    private let latest: Instant?

    init(_ sheet: VenueSheet?) {
        self.sheet = sheet
        var tables: [String: TierTable] = [:]
        for symbol in sheet?.symbols ?? []
        where tables[symbol.symbol] == nil && symbol.contradiction == nil {
            tables[symbol.symbol] = TierTable(
                symbol, instrument: sheet?.instrument(symbol.symbol),
                source: sheet?.sources[symbol.source] ?? symbol.source)
        }
        self.tables = tables
        pairs = Dictionary(
            (sheet?.symbols ?? []).map { (Pair($0.base, $0.quote, $0.contractType), $0) },
            uniquingKeysWith: { first, _ in first })
        var fees: [ContractType: Exact] = [:]
        for type in ContractType.allCases {
            fees[type] = sheet?.fee(for: type).map { Exact($0.takerRate) }
        }
        takerFeeRates = fees
        latest = tables.values.compactMap(\.start).max()
    }

    private struct Pair: Hashable {
        let base: String
        let quote: String
        let type: ContractType

        init(_ base: String, _ quote: String, _ type: ContractType) {
            self.base = base
            self.quote = quote
            self.type = type
        }
    }

    func contract(_ base: String, _ quote: String, _ type: ContractType) -> SymbolSheet? {
        pairs[Pair(base, quote, type)]
    }

    /// The dates of tables of `positions` that are later than `instant`, in the order of their texts.
    func dates(laterThan instant: Instant, of positions: [Position]) -> [SheetDate] {
        guard let latest, latest > instant else { return [] }
        var later: [SheetDate] = []
        for position in positions {
            guard let table = tables[position.symbol], let start = table.start, start > instant,
                !later.contains(table.sheet.asOf)
            else { continue }
            later.append(table.sheet.asOf)
        }
        return later.count < 2 ? later : later.sorted { "\($0)" < "\($1)" }
    }
}
