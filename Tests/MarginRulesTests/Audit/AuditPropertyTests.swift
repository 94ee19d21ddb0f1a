import MarginModel
import Testing

@testable import MarginRules

/// Any account that can be written has an audit: rows are found or say why not.
@Suite struct AuditPropertyTests {
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 31)
        }
    }

    private func position(_ venue: Venue, _ random: inout Generator) throws -> Position {
        let symbols: [Venue: [String]] = [
            .binance: ["BTCUSDT", "ADAUSDC", "BTCUSD_PERP", "NOSUCH"],
            .bybit: ["BTCUSDT", "ADAUSDT", "BTCUSD"],
            .okx: ["BTC-USDT-SWAP", "ETH-USDT-SWAP", "BTC-USD-SWAP"],
        ]
        func maybe(_ text: String) -> String? {
            Int.random(in: 0..<8, using: &random) == 0 ? nil : text
        }
        let symbol = try #require(symbols[venue]?.randomElement(using: &random))
        var position = try Sample.position(
            symbol, Bool.random(using: &random) ? .long : .short,
            String(Int.random(in: 1...900, using: &random)),
            entry: String(Int.random(in: 1...99_999, using: &random)),
            mark: maybe(String(Int.random(in: 1...99_999, using: &random))),
            mode: Bool.random(using: &random) ? .cross : .isolated,
            leverage: String(Int.random(in: 1...125, using: &random)),
            wallet: maybe("1500"), extra: maybe("20"),
            contractType: symbol.contains("USD_") || symbol.hasSuffix("USD")
                || symbol.contains("-USD-") ? .inverse : .linear)
        if Bool.random(using: &random) {
            position.nextFundingAt = exampleInstant.advanced(
                bySeconds: Int64.random(in: -90_000...90_000, using: &random))
        }
        if Bool.random(using: &random) { position.fundingIntervalHours = 4 }
        if Int.random(in: 0..<6, using: &random) == 0 { position.fundingRate = nil }
        return position
    }

    private func account(_ random: inout Generator) throws -> Account {
        let venue = try #require(Venue.allCases.randomElement(using: &random))
        let positions = try (0..<Int.random(in: 0...3, using: &random)).map { _ in
            try position(venue, &random)
        }
        var account = try Sample.account(
            venue, balance: String(Int.random(in: -5_000...900_000, using: &random)), positions,
            mode: AccountMode.modes(of: venue).randomElement(using: &random),
            hedge: Bool.random(using: &random))
        if Bool.random(using: &random) {
            account.collateral.append(
                CollateralBalance(
                    asset: "BTC", walletBalance: 1, collateralRate: Decimal("0.9"),
                    indexPrice: 60_000))
        }
        account.creditLine = CreditLine(aprPercent: 25, limit: 1_000)
        account.environment = Int.random(in: 0..<9, using: &random) == 0 ? .testnet : .mainnet
        return account
    }

    @Test(arguments: 0..<12) func auditsWhateverItIsGiven(seed: Int) throws {
        var random = Generator(state: UInt64(seed) &* 77 &+ 5)
        for _ in 0..<6 {
            let account = try account(&random)
            let report = try AuditSample.report(account)
            let gaps =
                [
                    report.breach.gap, report.sources.gap, report.isolation.gap,
                    report.clusters.gap,
                    report.fundingPaid.gap, report.funding.gap, report.loan.gap,
                    report.poolEffects.gap, report.stress.gap,
                ] + report.venues.map(\.figures.gap) + report.sizing.map(\.figures.gap)
            // A sentence without its full stop.
            #expect(gaps.compactMap(\.self).filter { $0.isEmpty || $0.hasSuffix(".") } == [])
            #expect(report.positions.count == account.positions.count)
            #expect(report.venues.map(\.venue) == Venue.allCases)
            #expect(report.claims.count == ClaimCheck.Claim.allCases.count)
            for pool in report.stress.finding?.joint.points.flatMap(\.pools) ?? [] {
                #expect(
                    (pool.ratio == nil) == (pool.equity.map { !$0.isPositive } ?? true)
                        || pool.requirement == nil)
            }
        }
    }
}
