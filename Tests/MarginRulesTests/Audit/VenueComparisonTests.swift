import MarginModel
import Testing

@testable import MarginRules

@Suite struct VenueComparisonTests {
    private func figures(
        _ account: Account, at venue: Venue
    ) throws -> AuditRow<VenueComparison.Figures> {
        try #require(try AuditSample.report(account).venues.first { $0.venue == venue }).figures
    }

    @Test func carriesCoinsOverIntoContracts() throws {
        let account = try Sample.account(
            .binance, balance: "20000",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        let okx = try #require(try figures(account, at: .okx).finding)
        #expect(okx.legs.map(\.venueSymbol) == ["BTC-USDT-SWAP"])
        #expect(okx.legs.map(\.quantity) == [300])
        #expect(okx.equity == 8_000)
        // 264,000 × (0.4 % + 0.05 %).
        #expect(okx.requirement == 1_188)
        #expect(okx.costToClose == 132)
        #expect(okx.native.direction == .lowerIsWorse)
        let bybit = try #require(try figures(account, at: .bybit).finding)
        #expect(bybit.takerFeeRates == [Exact(try Sample.decimal("0.00055"))])
    }

    @Test func carriesContractsBackIntoCoins() throws {
        let account = try Sample.account(
            .okx, balance: "20000",
            [try Sample.position("BTC-USDT-SWAP", .short, "300", entry: "92000", mark: "88000")])
        let binance = try #require(try figures(account, at: .binance).finding)
        #expect(binance.legs.map(\.quantity) == [3])
        #expect(binance.requirement == 1_056)
        #expect(binance.equity == 32_000)
    }

    @Test func repeatsTheAccountsOwnAssessment() throws {
        let account = try AuditSample.called()
        let (assessment, _) = try AuditSample.assess(account)
        let report = try AuditSample.report(account)
        #expect(report.venues.filter(\.isOwn).map(\.venue) == [.binance])
        let own = try #require(try figures(account, at: .binance).finding)
        #expect(own.ratio == assessment.worstPool?.ratio)
        #expect(own.legs[0].liquidationPrice == assessment.positions[0].liquidationPrice)
    }

    @Test func namesWhatAnotherVenueDoesNotList() throws {
        let account = try Sample.account(
            .binance, balance: "20000",
            [
                try Sample.position("BTCUSDT", .long, "1", entry: "92000", mark: "88000"),
                try Sample.position("XRPUSDT", .long, "100", entry: "1.6", mark: "1.6"),
            ])
        #expect(
            try figures(account, at: .okx).gap == "the OKX sheet has no contract like XRPUSDT")
    }

    @Test func keepsIsolatedMarginWhereItIs() throws {
        let account = try Sample.account(
            .binance, balance: "20000",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "88000", mark: "88000", mode: .isolated,
                    wallet: "5000")
            ])
        let okx = try #require(try figures(account, at: .okx).finding)
        #expect(okx.equity == 5_000)
        let bybit = try #require(try figures(account, at: .bybit).finding)
        // 5,000 − 88,000 ÷ 20 − fee to close is extra margin; in all it is 5,000 again.
        #expect(bybit.equity == 5_000)
        var thin = account
        thin.positions[0].isolatedWallet = 4_000
        #expect(
            try figures(thin, at: .bybit).gap
                == "at this leverage Bybit would hold more margin than BTCUSDT has")
        thin.positions.append(
            try Sample.position("ADAUSDT", .long, "1000", entry: "0.4", mark: "0.4"))
        #expect(
            try figures(thin, at: .bybit).gap
                == "at Bybit the margin mode belongs to the whole account")
    }
}
