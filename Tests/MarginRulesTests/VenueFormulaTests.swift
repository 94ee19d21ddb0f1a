import MarginModel
import Testing

@testable import MarginRules

/// The venues' closed forms, written out by hand, on sheets of one fictional tier.
@Suite struct VenueFormulaTests {
    private let rate = Exact(Decimal(significand: 1, scale: 2))
    private let amount = Exact(Decimal(significand: 2, scale: 3))

    private func oneTier(
        _ venue: Venue, contractType: ContractType = .linear, contractSize: Decimal = 1,
        others: [String] = []
    ) -> VenueSheet {
        let tiers = [
            MaintenanceTier(
                number: 1, lowerBound: 0, upperBound: 1_000_000_000_000,
                maintenanceMarginRate: Decimal(significand: 1, scale: 2),
                maintenanceAmount: venue == .okx ? 0 : Decimal(significand: 2, scale: 3))
        ]
        func sheet(_ symbol: String, others: [SymbolSheet] = []) -> VenueSheet {
            exampleSheet(
                venue, symbol: symbol, tiers: tiers, contractType: contractType,
                contractSize: contractSize, others: others)
        }
        return sheet("X", others: others.flatMap { sheet($0).symbols })
    }

    private func assess(_ account: Account, _ sheet: VenueSheet) -> Assessment {
        MarginCalculator(.example(sheet: sheet)).assess(account)
    }

    private func inverseAccount(_ venue: Venue, _ side: PositionSide, wallet: String) throws
        -> Account
    {
        try Sample.account(
            venue, balance: "0",
            [
                try Sample.position(
                    "X", side, "500", entry: "50000", mark: "48000", mode: .isolated,
                    wallet: wallet, contractType: .inverse)
            ])
    }

    @Test(arguments: [PositionSide.long, .short])
    func coinMarginedLiquidationAtBinanceIsARatio(side: PositionSide) throws {
        let sheet = oneTier(.binance, contractType: .inverse, contractSize: 100)
        let figures = try #require(
            assess(try inverseAccount(.binance, side, wallet: "0.1"), sheet).positions.first)
        // Q = 500 × 100 = 50,000; Q ÷ EP = 1.
        let wallet = try exact("0.1")
        let expected =
            side == .long
            ? (50_000 * (1 + rate)).divided(by: wallet + amount + 1)
            : (50_000 * (1 - rate)).divided(by: 1 - wallet - amount)
        #expect(figures.liquidationPrice == expected)
    }

    @Test func anInverseShortAtOneTimesCannotBeLiquidated() throws {
        let sheet = oneTier(.binance, contractType: .inverse, contractSize: 100)
        let assessment = assess(try inverseAccount(.binance, .short, wallet: "1.1"), sheet)
        #expect(assessment.positions.first?.liquidationPrice == nil)
        #expect(assessment.reasons.contains { $0.code == .noLiquidation })
    }

    @Test(arguments: [PositionSide.long, .short])
    func inverseLiquidationAtOkxHoldsTheFee(side: PositionSide) throws {
        let sheet = oneTier(.okx, contractType: .inverse, contractSize: 100)
        let figures = try #require(
            assess(try inverseAccount(.okx, side, wallet: "0.1"), sheet).positions.first)
        let fee = try exact("0.0005")
        let sign: Exact = side == .long ? 1 : -1
        let expected = (50_000 * (sign + rate + fee)).divided(by: try exact("0.1") + sign * 1)
        #expect(figures.liquidationPrice == expected)
    }

    @Test func hedgeLegsAtBinanceShareThePublishedPrice() throws {
        let account = try Sample.account(
            .binance, balance: "20000",
            [
                try Sample.position("X", .long, "3", entry: "90000", mark: "88000"),
                try Sample.position("X", .short, "1", entry: "87000", mark: "88000"),
            ], hedge: true)
        let figures = assess(account, oneTier(.binance)).positions
        // (WB + cL + cS − qL·EPL + qS·EPS) ÷ (qL·rL + qS·rS − qL + qS).
        let top = 20_000 + amount + amount - 3 * 90_000 + 87_000
        let expected = try #require(top.divided(by: 3 * rate + rate - 3 + 1))
        #expect(figures.map(\.liquidationPriceBelow) == [expected, expected])
    }

    /// At OKX, which has no maintenance amount: that one does not grow with the position.
    @Test func tenTimesTheMoneyIsTenTimesTheFigures() throws {
        func pool(_ balance: String, _ quantity: String) throws -> PoolAssessment {
            let account = try Sample.account(
                .okx, balance: balance,
                [try Sample.position("X", .short, quantity, entry: "90", mark: "93.7")])
            return try #require(assess(account, oneTier(.okx)).onlyPool)
        }
        let one = try pool("700.5", "12")
        let ten = try pool("7005", "120")
        #expect(ten.equity == one.equity.map { $0 * 10 })
        #expect(ten.requirement == one.requirement.map { $0 * 10 })
        #expect(ten.availableBalance == one.availableBalance.map { $0 * 10 })
        #expect(ten.ratio == one.ratio)
        #expect(one.ratio != nil)
    }

    @Test func twoHalvesStandLikeTheWhole() throws {
        func assessed(_ parts: [(String, String)]) throws -> Assessment {
            let positions = try parts.map {
                try Sample.position($0.0, .long, $0.1, entry: "90", mark: "88")
            }
            let account = try Sample.account(.okx, balance: "500", positions)
            return assess(account, oneTier(.okx, others: ["Y"]))
        }
        let whole = try assessed([("X", "10")])
        let halves = try assessed([("X", "4"), ("Y", "6")])
        #expect(whole.onlyPool?.equity == 480)
        #expect(halves.onlyPool?.equity == whole.onlyPool?.equity)
        #expect(halves.onlyPool?.requirement == whole.onlyPool?.requirement)
        #expect(halves.distance.jointMoveDownPercent == whole.distance.jointMoveDownPercent)
    }

    @Test func aPoolOfSeveralCoinsCountsCollateralAtItsRate() throws {
        var account = try Sample.account(
            .bybit, balance: "1000",
            [try Sample.position("X", .long, "10", entry: "90", mark: "88", leverage: "10")])
        account.collateral[0].indexPrice = try Sample.decimal("0.99")
        account.collateral.append(
            CollateralBalance(
                asset: "BTC", walletBalance: try Sample.decimal("0.5"),
                collateralRate: try Sample.decimal("0.95"), indexPrice: 80_000))
        let assessment = assess(account, oneTier(.bybit))
        let pool = try #require(assessment.onlyPool)
        #expect(pool.asset == "USD")
        // 1,000 × 0.99 + 0.5 × 80,000 × 0.95 − 20 × 0.99.
        #expect(pool.equity == (try exact("38970.2")))
        // (880 × 1 % − 0.002 + 900 × (1 − 1/10) × 0.055 %) × 0.99.
        #expect(pool.requirement == (try exact("9.151065")))
        account.collateral[1].collateralRate = nil
        let without = assess(account, oneTier(.bybit))
        #expect(without.state == .incomplete)
        #expect(without.reasons.contains { $0.code == .noCollateralRate })
    }

    @Test(arguments: [Venue.binance, .bybit])
    func maintenanceMarginIsContinuousAcrossTheShippedTiers(venue: Venue) throws {
        var checked = 0
        for symbol in try shippedSheet(venue).symbols {
            for (tier, next) in zip(symbol.tiers, symbol.tiers.dropFirst()) {
                func margin(_ tier: MaintenanceTier, _ value: Decimal) -> Exact {
                    Exact(value) * Exact(tier.maintenanceMarginRate) - Exact(tier.maintenanceAmount)
                }
                #expect(
                    margin(tier, tier.upperBound) == margin(next, tier.upperBound),
                    "\(symbol.symbol) tier \(tier.number)")
                checked += 1
            }
        }
        #expect(checked > 50)
    }

    @Test func maintenanceMarginAtOkxJumpsWithTheFirstContractOfATier() throws {
        func margin(_ contracts: String) throws -> Exact? {
            let account = try Sample.account(
                .okx, balance: "900000",
                [
                    try Sample.position(
                        "BTC-USDT-SWAP", .long, contracts, entry: "88000", mark: "88000")
                ])
            return try Sample.calculator(.okx).assess(account).onlyPool?.maintenanceMargin
        }
        // Contracts of 0.01 BTC: 10 × 88,000 × 0.4 %, then 10.0001 × 88,000 × 0.5 %.
        #expect(try margin("1000") == 3_520)
        #expect(try margin("1000.01") == (try exact("4400.044")))
    }

    @Test func bybitBreaksEvenAtItsFeeFloor() throws {
        var account = try Sample.account(
            .bybit, balance: "1000", [try Sample.position("X", .long, "1", entry: "90", mark: "88")]
        )
        account.takerFeeRate = try Sample.decimal("0.0001")
        let figures = try #require(assess(account, oneTier(.bybit)).positions.first)
        #expect(figures.breakEvenPrice == Exact(90).divided(by: try exact("0.99945")))
    }
}
