import MarginModel
import Testing

@testable import MarginRules

/// What must hold of any account at all.
@Suite struct RandomAccountTests {
    private static let calculators = Venue.allCases.compactMap { try? Sample.calculator($0) }

    private func calculator(_ venue: Venue) throws -> MarginCalculator {
        try #require(Self.calculators.first { $0.conditions.sheet?.venue == venue })
    }

    /// Codes that say why a figure is withheld, and not only what a reader must know.
    private let withholding: Set<ReasonCode> = [
        .absent, .stale, .notMapped, .noTier, .beyondLastTier, .noFee, .noContractSize,
        .noCollateralRate, .noMarkPrice, .noEntryPrice, .noWallet, .noLeverage, .noOrderMargin,
        .invalidValue, .duplicatePosition, .modeMismatch, .portfolioMargin, .sheetStale,
        .venueSaysWorse,
    ]

    @Test func anyAccountIsAnsweredAndWhatIsWithheldHasAReason() throws {
        var accounts = RandomAccount(seed: 11)
        var known = 0
        for count in 0..<2_000 {
            let account = accounts.next()
            let assessed = try calculator(account.venue).assess(account, solving: count % 12 == 0)
            #expect(assessed.positions.count == account.positions.count)
            for pool in assessed.pools {
                check(pool, of: assessed)
                if pool.state != .incomplete { known += 1 }
            }
            guard assessed.state == .incomplete else { continue }
            #expect(
                assessed.reasons.contains { withholding.contains($0.code) },
                "account \(count), \(account)")
        }
        #expect(known > 500)
    }

    private func check(_ pool: PoolAssessment, of assessed: Assessment) {
        guard assessed.account.accountMode != .portfolio else { return }
        guard let equity = pool.equity, let requirement = pool.requirement else {
            #expect(pool.state == .incomplete)
            #expect(pool.ratio == nil && pool.native.value == nil)
            #expect(assessed.reasons.contains { withholding.contains($0.code) })
            return
        }
        // A pool with all its figures is only left open where the venue says worse of it.
        guard !pool.isDisputed else {
            #expect(pool.state == .incomplete)
            #expect(assessed.reasons.contains { $0.code == .venueSaysWorse })
            return
        }
        #expect(pool.state != .incomplete)
        if let ratio = pool.ratio {
            #expect(ratio * equity == requirement)
            #expect((pool.state >= .liquidation) == (ratio >= 1))
            #expect((pool.state == .healthy) == (pool.state < .watch))
        } else {
            #expect(!equity.isPositive)
            // Without positions nothing can be liquidated while nothing is owed.
            #expect(pool.state == .bankrupt || (requirement.isZero && equity.isZero))
        }
        if let available = pool.availableBalance, let initial = pool.initialMargin {
            #expect(available + initial == equity)
        }
    }

    /// All money times ten, tiers too: the same ratios, states and prices.
    @Test func tenTimesAllMoneyChangesNoRatioAndNoPrice() throws {
        var accounts = RandomAccount(seed: 5, missing: 0, absurd: 0)
        var compared = 0
        for _ in 0..<250 {
            let account = accounts.next().withoutReports
            let conditions = try calculator(account.venue).conditions
            var scaled = conditions
            scaled.sheet = conditions.sheet?.scaledByTen
            let one = MarginCalculator(conditions).assess(account)
            let ten = MarginCalculator(scaled).assess(account.scaledByTen)
            #expect(ten.state == one.state)
            for (small, large) in zip(one.pools, ten.pools) {
                #expect(large.equity == small.equity.map { $0 * 10 })
                #expect(large.requirement == small.requirement.map { $0 * 10 })
                #expect(large.ratio == small.ratio)
                if small.ratio != nil { compared += 1 }
            }
            for (small, large) in zip(one.positions, ten.positions) {
                #expect(large.liquidationPrice == small.liquidationPrice)
                #expect(large.bankruptcyPrice == small.bankruptcyPrice)
            }
        }
        #expect(compared > 50)
    }

    /// One position as two of half the size each: profit and value are the same, and the margin of
    /// halves is never more, for rates only rise with size.
    @Test(arguments: Venue.allCases)
    func halvesHoldTheSameValueAndNoMoreMargin(venue: Venue) throws {
        var random = SeededGenerator(seed: 3)
        let symbol = venue == .okx ? "BTC-USDT-SWAP" : "BTCUSDT"
        for _ in 0..<60 {
            let half = Int.random(in: 1...(venue == .okx ? 9_000 : 90), using: &random)
            func figures(_ quantity: Int) throws -> PositionAssessment {
                let account = try Sample.account(
                    venue, balance: "90000000",
                    [
                        try Sample.position(
                            symbol, .short, "\(quantity)", entry: "91000", mark: "88000.5")
                    ])
                let assessed = try calculator(venue).assess(account, solving: false)
                return try #require(assessed.positions.first)
            }
            let part = try figures(half)
            let whole = try figures(2 * half)
            #expect(whole.notional == part.notional.map { $0 * 2 })
            #expect(whole.unrealizedPnl == part.unrealizedPnl.map { $0 * 2 })
            #expect(whole.initialMargin == part.initialMargin.map { $0 * 2 })
            let margin = try #require(whole.maintenanceMargin)
            let halves = try #require(part.maintenanceMargin) * 2
            #expect(margin >= halves)
            if whole.tier?.number == 1 { #expect(margin == halves) }
        }
    }
}

extension Account {
    fileprivate var scaledByTen: Account {
        var account = self
        for index in account.collateral.indices {
            account.collateral[index].walletBalance = collateral[index].walletBalance?.tenfold
        }
        for index in account.positions.indices {
            account.positions[index].quantity = positions[index].quantity.tenfold
            account.positions[index].isolatedWallet = positions[index].isolatedWallet?.tenfold
            account.positions[index].extraMargin = positions[index].extraMargin?.tenfold
        }
        for index in account.openOrders.indices {
            let order = openOrders[index]
            account.openOrders[index].initialMargin = order.initialMargin?.tenfold
            account.openOrders[index].maintenanceMargin = order.maintenanceMargin?.tenfold
            account.openOrders[index].orderLoss = order.orderLoss?.tenfold
            account.openOrders[index].fee = order.fee?.tenfold
        }
        for index in account.borrowed.indices {
            account.borrowed[index].amount = borrowed[index].amount.tenfold
        }
        return account
    }
}

extension Decimal {
    fileprivate var tenfold: Decimal {
        scale > 0
            ? Decimal(significand: significand, scale: scale - 1)
            : Decimal(significand: significand * 10, scale: 0)
    }
}

extension VenueSheet {
    fileprivate var scaledByTen: VenueSheet {
        VenueSheet(
            venue: venue, fees: fees,
            symbols: symbols.map { sheet in
                SymbolSheet(
                    symbol: sheet.symbol, base: sheet.base, quote: sheet.quote,
                    settle: sheet.settle, contractType: sheet.contractType,
                    contractSize: sheet.contractSize, tierUnit: sheet.tierUnit,
                    tierRule: sheet.tierRule, asOf: sheet.asOf, source: sheet.source,
                    isComplete: sheet.isComplete,
                    tiers: sheet.tiers.map { tier in
                        MaintenanceTier(
                            number: tier.number, lowerBound: tier.lowerBound.tenfold,
                            upperBound: tier.upperBound.tenfold,
                            maintenanceMarginRate: tier.maintenanceMarginRate,
                            maintenanceAmount: tier.maintenanceAmount.tenfold)
                    })
            }, instruments: instruments, collateral: collateral, sources: sources, notes: notes)
    }
}
