import MarginModel
import Testing

@testable import MarginRules

/// Break-even prices with what a position has paid and received.
@Suite struct BreakEvenTests {
    private func account(
        _ side: PositionSide, fees: String?, funding: String? = "0", reported: String? = nil
    ) throws -> Account {
        var position = try Sample.position(
            "DOGEUSDT", side, "6130", entry: "0.01305", mark: "0.0131", leverage: "10")
        position.realized = RealizedFigures(
            fees: try fees.map(Sample.decimal), funding: try funding.map(Sample.decimal))
        position.reported = ReportedFigures(breakEvenPrice: try reported.map(Sample.decimal))
        var account = try Sample.account(.binance, balance: "50", [position])
        account.takerFeeRate = Decimal(significand: 5, scale: 4)
        return account
    }

    private func assess(_ account: Account) throws -> Assessment {
        try Sample.calculator(account.venue).assess(account)
    }

    /// Costs of 0.03999825: long (79.9965 + 0.03999825) ÷ (6,130 × 0.9995), short
    /// (79.9965 − 0.03999825) ÷ (6,130 × 1.0005).
    @Test(arguments: [
        (PositionSide.long, "0.0130630565282641"), (.short, "0.0130369565217391"),
    ])
    func countsWhatWasPaid(side: PositionSide, expected: String) throws {
        let price = try assess(try account(side, fees: "-0.03999825")).positions[0].breakEvenPrice
        #expect(price?.rounded(places: 16) == (try Sample.decimal(expected)))
    }

    @Test func fundingThatWasReceivedLowersTheCosts() throws {
        let paid = try assess(try account(.long, fees: "-0.05", funding: "0.01000175"))
        let same = try assess(try account(.long, fees: "-0.03999825"))
        #expect(paid.positions[0].breakEvenPrice == same.positions[0].breakEvenPrice)
    }

    /// What is not given is not zero: the venue's price of a fresh position stands, entry × 1.0005.
    @Test(arguments: [(nil, "0"), ("-1", nil)] as [(String?, String?)])
    func halfOfTheCostsAreNoCosts(fees: String?, funding: String?) throws {
        let price = try assess(try account(.long, fees: fees, funding: funding))
            .positions[0].breakEvenPrice
        #expect(price == Exact(try Sample.decimal("0.013056525")))
    }

    @Test(arguments: [
        ("-0.04", ReconciliationCause.feeRounded), ("-0.05", .unknown),
    ])
    func namesAFeeThatIsPrintedRounded(fees: String, cause: ReconciliationCause) throws {
        let rows = try assess(try account(.long, fees: fees, reported: "0.0130630565282641"))
            .reconciliation
        #expect(rows.map(\.field) == ["positions[0].breakEvenPrice"])
        #expect(rows.map(\.cause) == [cause])
    }
}
