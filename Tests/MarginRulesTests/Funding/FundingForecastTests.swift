import MarginModel
import Testing

@testable import MarginRules

@Suite struct FundingForecastTests {
    private func forecast(_ account: Account) throws -> FundingForecast {
        let (assessment, calculator) = try AuditSample.assess(account)
        return try #require(
            FundingForecaster(assessment: assessment, calculator: calculator).forecast().finding)
    }

    private func after(
        _ breach: FundingBreach
    ) throws -> (hours: Exact, settlement: Instant?) {
        guard case .after(let hours, let settlement) = breach else {
            Issue.record("\(breach) is no breach to come")
            return (0, nil)
        }
        return (hours, settlement)
    }

    @Test func countsHoursToBreachInSettlementsNotSmoothly() throws {
        let forecast = try forecast(try AuditSample.called())
        let breach = try after(try #require(forecast.pools.first).breach)
        // 44 − 26.4 after 1 h, 44 − 52.8 after 9 h; spread evenly it would be 13.3 h.
        #expect(breach.hours == 9)
        #expect(breach.settlement == exampleInstant.advanced(bySeconds: 9 * 3_600))
    }

    @Test func booksTheNextPaymentAndADayOfPayments() throws {
        let forecast = try forecast(try AuditSample.called())
        let pool = try #require(forecast.pools.first)
        let next = try #require(pool.afterNext)
        #expect(next.amount == Exact(try Sample.decimal("-26.4")))
        #expect(next.equity == Exact(try Sample.decimal("1073.6")))
        #expect(next.at == exampleInstant.advanced(bySeconds: 3_600))
        let price = try #require(next.liquidationPrices.first)
        let shift = try #require(price.after) - (try #require(price.before))
        // A long's price rises by payment ÷ (q × (1 − r)).
        #expect(
            shift
                == Exact(try Sample.decimal("26.4")).divided(by: Exact(try Sample.decimal("2.988")))
        )
        // Settlements after 1, 9 and 17 hours.
        let day = try #require(pool.afterDay)
        #expect(day.amount == Exact(try Sample.decimal("-79.2")))
        #expect(day.state == .liquidation)
        #expect(forecast.positions[0].inNextDay == day.amount)
        #expect(forecast.positions[0].perInterval == next.amount)
    }

    @Test(arguments: [
        (PositionSide.long, "0.0001", true), (.long, "-0.0001", false), (.short, "0.0001", false),
        (.short, "-0.0001", true),
    ])
    func letsTheSideThatOwesPay(side: PositionSide, rate: String, pays: Bool) throws {
        var account = try Sample.account(
            .okx, balance: "30000",
            [try Sample.position("BTC-USDT-SWAP", side, "100", entry: "88000", mark: "88000")])
        account.positions[0].fundingRate = try Sample.decimal(rate)
        account.positions[0].nextFundingAt = exampleInstant.advanced(bySeconds: 60)
        let forecast = try forecast(account)
        let payment = try #require(forecast.positions[0].perInterval)
        #expect(payment.isNegative == pays)
        #expect(payment.magnitude == Exact(try Sample.decimal("8.8")))
        if case .never = forecast.firstBreach { #expect(!pays) } else { #expect(pays) }
    }

    @Test func countsFromAnInstantThatHasPassed() throws {
        var account = try AuditSample.called()
        account.positions[0].nextFundingAt = exampleInstant.advanced(bySeconds: -7 * 3_600)
        let forecast = try forecast(account)
        #expect(forecast.positions[0].nextAt == exampleInstant.advanced(bySeconds: 3_600))
    }

    @Test func saysWhatItCannotCountWith() throws {
        var account = try AuditSample.called()
        account.positions[0].nextFundingAt = nil
        let unknown = try #require(try forecast(account).pools.first)
        #expect(unknown.gap == "BTCUSDT has no instant of its next funding")
        #expect(unknown.afterNext == nil)
        account.positions[0].nextFundingAt = exampleInstant.advanced(bySeconds: 9 * 3_600)
        let far = try #require(try forecast(account).pools.first)
        #expect(far.gap == "the next funding of BTCUSDT lies more than one interval ahead")
    }

    @Test func forecastsNothingOnATestNetwork() throws {
        var account = try AuditSample.called()
        account.environment = .testnet
        let report = try AuditSample.report(account)
        #expect(report.isTestNetwork)
        #expect(report.funding.gap == "a test network moves no money, so no funding is forecast")
    }

    @Test func drainsOnlyThePoolThatThePositionStandsIn() throws {
        var account = try Sample.account(
            .bybit, balance: "9000",
            [
                try Sample.position(
                    "BTCUSDT", .long, "1", entry: "90000", mark: "88000", mode: .isolated,
                    extra: "10"),
                try Sample.position(
                    "ADAUSDT", .long, "1000", entry: "0.4", mark: "0.4", mode: .isolated,
                    extra: "0"),
            ], mode: .isolated)
        for index in account.positions.indices {
            account.positions[index].nextFundingAt = exampleInstant.advanced(bySeconds: 60)
        }
        let forecast = try forecast(account)
        let pools = forecast.pools.map(\.id)
        #expect(pools == ["isolated:BTCUSDT:long", "isolated:ADAUSDT:long"])
        let bitcoin = try #require(forecast.pools[0].afterNext)
        // 8.8 of extra margin, which the trigger counts as 8.8 ÷ (1 − 0.055 %).
        #expect(
            bitcoin.amount
                == (-Exact(try Sample.decimal("8.8"))).divided(
                    by: Exact(try Sample.decimal("0.99945"))))
    }

    @Test func addsUpWhatWasBooked() throws {
        var account = try AuditSample.called()
        account.fundingPayments = [
            FundingPayment(symbol: "BTCUSDT", amount: -5, asset: "USDT", at: exampleInstant),
            FundingPayment(
                symbol: "BTCUSDT", amount: 2, asset: "USDT",
                at: exampleInstant.advanced(bySeconds: -28_800)),
            FundingPayment(symbol: "ADAUSDT", amount: 1, asset: "USDT", at: exampleInstant),
        ]
        let totals = try #require(FundingHistory.totals(of: account).finding)
        #expect(totals.map(\.symbol) == ["ADAUSDT", "BTCUSDT"])
        #expect(totals[1].paid == 5)
        #expect(totals[1].received == 2)
        #expect(totals[1].net == -3)
        #expect(totals[1].first == exampleInstant.advanced(bySeconds: -28_800))
        account.fundingPayments = []
        #expect(FundingHistory.totals(of: account).gap == "the account lists no funding payments")
    }
}
