import MarginModel
import Testing

@testable import MarginRules

@Suite struct EquityChangeTests {
    private func account(
        balance: String, btc: String, mark: String
    ) throws -> Account {
        try Sample.account(
            .binance, balance: balance,
            [
                Sample.position("BTCUSDT", .long, btc, entry: "92000", mark: mark),
                Sample.position("ETHUSDT", .short, "10", entry: "3010", mark: "2900"),
            ])
    }

    /// Hours from the earlier report, which is a day before the later one.
    private func at(_ hour: Int64) -> Instant {
        exampleInstant.advanced(bySeconds: (hour - 24) * 3_600)
    }

    private func past(_ then: Account) throws -> Standing {
        var past = Standing(try Sample.calculator(.binance).assess(then))
        past.asOf = at(0)
        return past
    }

    private func change(
        from then: Account, to now: Account
    ) throws -> EquityChange {
        let now = try Sample.calculator(.binance).assess(now)
        return try #require(EquityChange.all(from: past(then), to: now).first)
    }

    @Test func putsAMoveOfTheMarkDownToPriceAlone() throws {
        let change = try change(
            from: account(balance: "50000", btc: "2", mark: "90000"),
            to: account(balance: "50000", btc: "2", mark: "89000.5"))
        #expect(change.prices.map(\.amount) == [-1_999, 0])
        #expect(change.total == -1_999)
        #expect(change.rest.isZero)
    }

    @Test func countsFundingAndDepositsThatFellInBetween() throws {
        let then = try account(balance: "50000", btc: "2", mark: "90000")
        var now = try account(balance: "50480", btc: "2", mark: "90000")
        now.fundingPayments = [
            FundingPayment(symbol: "BTCUSDT", amount: -20, asset: "USDT", at: at(8)),
            FundingPayment(symbol: "BTCUSDT", amount: -7, asset: "USDT", at: at(0)),
        ]
        now.deposits = [
            Deposit(asset: "USDT", amount: 500, sentAt: at(3), status: .confirmed),
            Deposit(asset: "USDT", amount: 900, sentAt: at(4), status: .pending),
            Deposit(asset: "USDT", amount: 100, sentAt: at(-3), status: .confirmed),
        ]
        let change = try change(from: then, to: now)
        #expect(change.funding == -20)
        #expect(change.deposits == 500)
        #expect(change.rest.isZero)
    }

    @Test func countsATransferThatWasOnItsWay() throws {
        var then = try account(balance: "50000", btc: "2", mark: "90000")
        then.deposits = [
            Deposit(
                asset: "USDT", amount: 500, sentAt: at(-1), status: .pending,
                reference: "0xa")
        ]
        var now = try account(balance: "50500", btc: "2", mark: "90000")
        now.deposits = then.deposits
        now.deposits[0].status = .confirmed
        #expect(try change(from: then, to: now).deposits == 500)
    }

    /// One coin is sold at 90,600, which loses 1,400 against the entry; the other falls by 1,000.
    @Test func leavesToTradesWhatTheyDid() throws {
        let change = try change(
            from: account(balance: "50000", btc: "2", mark: "90000"),
            to: account(balance: "48600", btc: "1", mark: "89000"))
        #expect(change.price == -1_000)
        #expect(change.rest == 600)
        #expect(
            change.before + change.price + change.funding + change.deposits + change.rest
                == change.after)
    }

    @Test func comparesNoPoolThatIsNotKnownAtBothTimes() throws {
        let then = try account(balance: "50000", btc: "2", mark: "90000")
        var now = try account(balance: "50000", btc: "2", mark: "89000")
        now.positions[0].markPrice = nil
        let assessed = try Sample.calculator(.binance).assess(now)
        #expect(try EquityChange.all(from: past(then), to: assessed).isEmpty)
    }
}
