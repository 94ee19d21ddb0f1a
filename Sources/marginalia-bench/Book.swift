import MarginModel
import SitePipeline

/// An account in a margin call with as many positions as wanted, each on a symbol of its own that
/// has the tiers of a real one.
struct Book {
    let account: Account
    private let sheet: VenueSheet

    struct NoTiers: Error {}

    init(of position: Position, on sheet: VenueSheet?, count: Int) throws {
        guard let sheet, let tiers = sheet.symbol(position.symbol) else { throw NoTiers() }
        let names = (0..<count).map { "BENCH\($0)USDT" }
        // 13,260 against a loss of 12,120 and a requirement of 1,056 each.
        let wallet = Decimal(13_260 * count)
        account = Account(
            id: "bench", venue: .binance, accountMode: .singleAsset,
            asOf: Instant(secondsSinceEpoch: 1_769_963_280),
            collateral: [CollateralBalance(asset: "USDT", walletBalance: wallet)],
            positions: names.map { name in
                var copy = position
                copy.symbol = name
                return copy
            })
        self.sheet = VenueSheet(
            venue: .binance, fees: sheet.fees,
            symbols: names.map { name in
                SymbolSheet(
                    symbol: name, base: name, quote: "USDT", settle: "USDT",
                    contractType: .linear, contractSize: 1, tierUnit: tiers.tierUnit,
                    tierRule: tiers.tierRule, asOf: tiers.asOf, source: tiers.source,
                    isComplete: true, tiers: tiers.tiers)
            })
    }

    func assessor(clock: Instant) -> AccountAssessor {
        AccountAssessor(
            sheets: [.binance: sheet], policy: .standard, clock: clock, maximumAges: .standard)
    }
}
