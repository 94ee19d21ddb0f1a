import MarginModel
import SitePipeline

/// An account with as many positions as wanted, each on a contract that has the tiers of a real
/// one, in one of the shapes that make the engine work differently.
struct Book {
    enum Shape: String, CaseIterable {
        /// Longs of one contract each, in a margin call.
        case longs
        /// A long and a shorter short of each contract, near the call.
        case hedged
        /// Longs deep in the ladder of tiers, in a margin call.
        case deep
    }

    let account: Account
    private let sheet: VenueSheet

    struct NoTiers: Error {}

    init(_ shape: Shape, of position: Position, on sheet: VenueSheet?, count: Int) throws {
        guard let sheet, let tiers = sheet.symbol(position.symbol) else { throw NoTiers() }
        let isHedged = shape == .hedged && count > 1
        let names = (0..<count).map { "BENCH\(isHedged ? $0 / 2 : $0)USDT" }
        account = Account(
            id: "bench", venue: .binance, accountMode: .singleAsset,
            positionMode: isHedged ? .hedge : .oneWay,
            asOf: Instant(secondsSinceEpoch: 1_769_963_280),
            collateral: [
                CollateralBalance(
                    asset: "USDT", walletBalance: Self.wallet(shape, count, isHedged: isHedged))
            ],
            positions: names.enumerated().map { index, name in
                var copy = position
                copy.symbol = name
                if shape == .deep { copy.quantity = 300 }
                if isHedged, index % 2 == 1 {
                    copy.side = .short
                    copy.quantity = 1
                }
                return copy
            })
        self.sheet = VenueSheet(
            venue: .binance, fees: sheet.fees,
            symbols: Set(names).sorted().map { name in
                SymbolSheet(
                    symbol: name, base: name, quote: "USDT", settle: "USDT",
                    contractType: .linear, contractSize: 1, tierUnit: tiers.tierUnit,
                    tierRule: tiers.tierRule, asOf: tiers.asOf, source: tiers.source,
                    isComplete: true, tiers: tiers.tiers)
            })
    }

    /// Loss and requirement of the shape's positions at 92,000 entry and 87,959.907984 mark, and a
    /// little less than what n = 0.9 leaves over.
    private static func wallet(_ shape: Shape, _ count: Int, isHedged: Bool) -> Decimal {
        switch shape {
        case .longs: Decimal(13_260 * count)
        case .hedged: Decimal(isHedged ? 9_600 * (count / 2) : 13_260)
        // Notional 26.4 million: tier 5 at 2 % less 132,000.
        case .deep: Decimal(1_640_000 * count)
        }
    }

    func assessor(clock: Instant) -> AccountAssessor {
        AccountAssessor(
            sheets: [.binance: sheet], policy: .standard, clock: clock, maximumAges: .standard)
    }
}
