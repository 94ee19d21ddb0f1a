import MarginModel
import Testing

@testable import MarginRules

/// Accounts whose parts exclude each other get no figures that depend on them.
@Suite struct ContradictionTests {
    private func position(_ side: PositionSide = .long) throws -> Position {
        try Sample.position("BTCUSDT", side, "1", entry: "88000", mark: "88000")
    }

    private func expectRefusal(_ account: Account, _ code: ReasonCode, at place: String) throws {
        let assessment = try Sample.calculator(account.venue).assess(account)
        #expect(assessment.state == .incomplete)
        #expect(assessment.pools.allSatisfy { $0.requirement == nil })
        #expect(assessment.reasons.contains { $0.code == code && $0.place == place })
    }

    @Test func aPositionThatStandsTwiceIsRefused() throws {
        let account = try Sample.account(.binance, balance: "9000", [position(), position()])
        try expectRefusal(account, .duplicatePosition, at: "positions[1]")
    }

    @Test func bothSidesAreRefusedInOneWayModeOnly() throws {
        var account = try Sample.account(
            .binance, balance: "9000", [position(.long), position(.short)])
        try expectRefusal(account, .duplicatePosition, at: "positions[1]")
        account.positionMode = .hedge
        #expect(try Sample.calculator(.binance).assess(account).state == .healthy)
    }

    @Test func aModeThatTheVenueDoesNotHaveIsRefused() throws {
        let account = try Sample.account(
            .binance, balance: "9000", [position()], mode: .futures)
        try expectRefusal(account, .modeMismatch, at: "accountMode")
    }

    @Test func aCoinThatStandsTwiceIsRefused() throws {
        var account = try Sample.account(.binance, balance: "9000", [position()])
        account.collateral.append(account.collateral[0])
        try expectRefusal(account, .invalidValue, at: "collateral[1]")
    }

    @Test func oldFiguresOfAPortfolioAccountAreRefused() throws {
        var account = try Sample.account(.binance, balance: "9000", [position()], mode: .portfolio)
        account.reported = ReportedFigures(uniMMR: 2)
        #expect(try Sample.calculator(.binance).assess(account).state == .healthy)
        account.asOf = Instant(secondsSinceEpoch: 1_769_900_000)
        try expectRefusal(account, .stale, at: "asOf")
    }
}
