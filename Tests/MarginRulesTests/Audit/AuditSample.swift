import MarginModel
import Testing

@testable import MarginRules

/// Accounts, plans and inputs for the audit's tests.
enum AuditSample {
    /// 3 BTC long at 92,000, mark 88,000, on 13,100 USDT: equity 1,100, requirement 264,000 × 0.4 %
    /// = 1,056, headroom 44; 26.4 USDT of funding every 8 hours, first one hour from now.
    static func called() throws -> Account {
        var account = try Sample.account(
            .binance, balance: "13100",
            [try Sample.position("BTCUSDT", .long, "3", entry: "92000", mark: "88000")])
        account.positions[0].nextFundingAt = exampleInstant.advanced(bySeconds: 3_600)
        return account
    }

    static func assess(
        _ account: Account, policy: Policy = .standard
    ) throws -> (assessment: Assessment, calculator: MarginCalculator) {
        let calculator = try Sample.calculator(account.venue, policy: policy)
        return (calculator.assess(account), calculator)
    }

    static func inputs(
        _ account: Account, candles: [String: [Candle]] = [:], betas: BetaTable? = nil
    ) throws -> AuditInputs {
        var sheets: [Venue: VenueSheet] = [:]
        for venue in Venue.allCases { sheets[venue] = try shippedSheet(venue) }
        return AuditInputs(
            conditions: .example(sheet: sheets[account.venue]), sheets: sheets, candles: candles,
            betas: betas)
    }

    static func report(
        _ account: Account, candles: [String: [Candle]] = [:]
    ) throws -> AuditReport {
        let (assessment, calculator) = try assess(account)
        return AccountAudit(
            assessment: assessment, plan: ActionPlanner(calculator).plan(for: assessment),
            inputs: try inputs(account, candles: candles)
        ).report()
    }

    /// One candle a day, the last one a day before the example's clock.
    static func candles(
        _ prices: [(high: Decimal, low: Decimal, close: Decimal)]
    ) -> [Candle] {
        prices.enumerated().map { index, price in
            Candle(
                time: exampleInstant.advanced(
                    bySeconds: Int64(index - prices.count) * 86_400),
                open: price.close, high: price.high, low: price.low, close: price.close)
        }
    }
}
