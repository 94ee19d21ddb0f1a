import MarginModel
import Testing

@testable import MarginRules

/// Joint moves of accounts whose coins change their collateral rates on the way.
@Suite struct JointMoveTests {
    private struct RandomBook {
        private var random: SeededGenerator

        init(seed: UInt64) { random = SeededGenerator(seed: seed) }

        private mutating func number(_ low: Int, _ high: Int, scale: Int) -> Decimal {
            Decimal(significand: Int128(Int.random(in: low...high, using: &random)), scale: scale)
        }

        /// One to four positions in both coins, both coins counted below their value.
        mutating func next() -> Account {
            let marks: [(String, Int)] = [
                ("BTCUSDT", 88_000), ("ETHUSDC", 2_920), ("SOLUSDT", 138), ("BTCUSDC", 88_050),
            ]
            let chosen = marks.shuffled(using: &random).prefix(
                Int.random(in: 1...4, using: &random))
            return Account(
                id: "random", venue: .binance, accountMode: .multiAsset, asOf: exampleInstant,
                collateral: [
                    CollateralBalance(
                        asset: "USDT", walletBalance: number(-2_000, 40_000, scale: 0),
                        collateralRate: number(980, 999, scale: 3), indexPrice: 1),
                    CollateralBalance(
                        asset: "USDC", walletBalance: number(-2_000, 12_000, scale: 0),
                        collateralRate: number(950, 990, scale: 3),
                        indexPrice: number(9_990, 10_000, scale: 4)),
                ],
                positions: chosen.map { symbol, mark in
                    Position(
                        symbol: symbol, side: Bool.random(using: &random) ? .long : .short,
                        marginMode: .cross,
                        quantity: number(50_000 / mark + 1, 900_000 / mark + 2, scale: 1),
                        entryPrice: number(mark * 95, mark * 105, scale: 2),
                        markPrice: Decimal(mark), leverage: 20)
                })
        }
    }

    /// The account with all its marks moved by hand; both coins are dollars and stand still.
    private func stands(_ account: Account, after t: Exact, _ calculator: MarginCalculator) -> Bool?
    {
        var moved = account
        for (index, position) in account.positions.enumerated() {
            guard let mark = position.markPrice, let price = (Exact(mark) * (1 + t)).decimal
            else { return nil }
            moved.positions[index].markPrice = price
        }
        let state = calculator.assess(moved, solving: false).state
        return state == .incomplete ? nil : state < .liquidation
    }

    /// The collateral rate of each coin with its PnL.
    private func rates(
        _ account: Account, after t: Exact, _ calculator: MarginCalculator
    ) throws -> [Exact] {
        var moved = account
        for (index, position) in account.positions.enumerated() {
            let mark = try #require(position.markPrice)
            moved.positions[index].markPrice = (Exact(mark) * (1 + t)).decimal
        }
        let pool = try #require(calculator.pools(of: moved).first)
        return pool.weighed.sorted { $0.key < $1.key }.map { coin, held in
            let pnl = pool.members.filter { $0.names.settle == coin }
                .compactMap(\.unrealizedPnl).sum()
            return held.valuation.slab(holding: held.balance + pnl).rate
        }
    }

    @Test func everyMoveIsBracketedAndNoneIsLost() throws {
        let calculator = try Sample.calculator(.binance)
        var random = RandomBook(seed: 20_261_130)
        var solved = 0
        var bent = 0
        var absent = 0
        for number in 0..<300 {
            let account = random.next()
            let assessed = calculator.assess(account)
            guard assessed.state < .liquidation else { continue }
            let movable = MovableAccount(assessment: assessed, calculator: calculator)
            let breach = try movable.firstBreach(along: .joint)
            for (side, other, sign) in [
                (assessed.distance.down, breach.down, Exact(-1)),
                (assessed.distance.up, breach.up, Exact(1)),
            ] {
                guard let percent = side.percent else {
                    absent += 1
                    for step in 1...19 {
                        let t = sign * Exact(Decimal(significand: Int128(step * 5), scale: 2))
                        #expect(stands(account, after: t, calculator) != false, "account \(number)")
                    }
                    continue
                }
                solved += 1
                #expect(other?.movePercent == percent, "account \(number)")
                let t = percent * Exact(Decimal(significand: 1, scale: 2))
                let nudge = sign * Exact(Decimal(significand: 1, scale: 12))
                #expect(stands(account, after: t - nudge, calculator) == true, "account \(number)")
                #expect(stands(account, after: t + nudge, calculator) == false, "account \(number)")
                bent +=
                    try rates(account, after: .zero, calculator)
                    == rates(account, after: t - nudge, calculator) ? 0 : 1
            }
        }
        #expect(solved > 150 && bent > 50 && absent > 50, "\(solved) \(bent) \(absent)")
    }

    /// The report's first page and its stress table say one figure.
    @Test func theStressReportTakesTheMoveOfTheAssessment() throws {
        let calculator = try Sample.calculator(.binance)
        var random = RandomBook(seed: 7)
        for _ in 0..<20 {
            let assessed = calculator.assess(random.next())
            let report = StressTester(
                assessed, inputs: AuditInputs(conditions: calculator.conditions, sheets: [:])
            ).report()
            let breach = try #require(report.finding?.joint.breach)
            guard assessed.state < .liquidation else {
                #expect(breach.isPast)
                continue
            }
            #expect(breach.down?.movePercent == assessed.distance.jointMoveDownPercent)
            #expect(breach.up?.movePercent == assessed.distance.jointMoveUpPercent)
        }
    }

    /// A contract that is settled in a coin whose own price moves: withheld, with its reason.
    @Test func aMoveThatIsNotModelledIsWithheld() throws {
        let tier = MaintenanceTier(
            number: 1, lowerBound: 0, upperBound: 1_000_000,
            maintenanceMarginRate: Decimal(significand: 1, scale: 2), maintenanceAmount: 0)
        let fees = exampleSheet(.binance, symbol: "X", tiers: [tier]).fees
        let sheet = VenueSheet(
            venue: .binance, fees: fees,
            symbols: [
                SymbolSheet(
                    symbol: "ETHBTC", base: "ETH", quote: "BTC", settle: "BTC",
                    contractType: .linear, contractSize: 1, tierUnit: .quoteNotional,
                    tierRule: .progressiveWithDeduction,
                    asOf: try #require(SheetDate(parsing: "2026-01-01")),
                    source: "example",
                    isComplete: true, tiers: [tier])
            ])
        var account = try Sample.account(
            .binance, balance: "1",
            [try Sample.position("ETHBTC", .long, "100", entry: "0.04", mark: "0.04")])
        account.collateral[0].asset = "BTC"
        let calculator = MarginCalculator(.example(sheet: sheet))
        let assessed = calculator.assess(account)
        #expect(assessed.state == .healthy && !assessed.isKnownHealthy)
        #expect(assessed.distance.down.withheld == .notModelled)
        #expect(
            assessed.reasons.filter { $0.code == .notModelled }.map(\.place) == [
                "distance.jointMovePercent.down", "distance.jointMovePercent.up",
            ])
        let report = StressTester(
            assessed, inputs: AuditInputs(conditions: calculator.conditions, sheets: [:])
        ).report()
        #expect(report.finding?.joint.breach.isWithheld == true)
        let plan = ActionPlanner(calculator).plan(for: assessed)
        #expect(plan.steps.first?.kind == .hold)
    }

    @Test func anAccountThatNoJointMoveEndsSaysWhy() throws {
        let calculator = try Sample.calculator(.binance)
        let account = try Sample.account(
            .binance, balance: "900000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")])
        let assessed = calculator.assess(account)
        #expect(assessed.distance.jointMoveDownPercent == nil)
        #expect(
            assessed.reasons.contains {
                $0.code == .noLiquidation && $0.place == "distance.jointMovePercent"
            })
    }

    @Test func aContractWithoutUsableTiersIsIncomplete() throws {
        let tiers = [
            MaintenanceTier(
                number: 1, lowerBound: 0, upperBound: 1_000_000,
                maintenanceMarginRate: Decimal(significand: 1, scale: 2), maintenanceAmount: 0)
        ]
        let example = exampleSheet(.binance, symbol: "X", tiers: tiers)
        let good = try #require(example.symbols.first)
        let sheet = VenueSheet(
            venue: .binance, fees: example.fees,
            symbols: [
                SymbolSheet(
                    symbol: good.symbol, base: good.base, quote: good.quote, settle: good.settle,
                    contractType: .linear, contractSize: 1, tierUnit: good.tierUnit,
                    tierRule: good.tierRule, asOf: good.asOf, source: good.source,
                    isComplete: true, tiers: tiers, contradiction: "rates fall, at s.json:3:1")
            ])
        let assessed = MarginCalculator(.example(sheet: sheet)).assess(
            try Sample.account(
                .binance, balance: "1000",
                [try Sample.position("X", .long, "1", entry: "100", mark: "100")]))
        #expect(assessed.state == .incomplete && assessed.cause == nil)
        let reason = try #require(assessed.reasons.first { $0.code == .noTier })
        #expect(reason.message.contains("s.json:3:1"))
    }
}
