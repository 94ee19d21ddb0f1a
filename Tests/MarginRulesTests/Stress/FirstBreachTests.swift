import MarginModel
import Testing

@testable import MarginRules

@Suite struct FirstBreachTests {
    private func solve(
        _ account: Account, _ shape: PriceMove.Shape, sheet: VenueSheet? = nil
    ) throws -> (breach: FirstBreach, movable: MovableAccount, move: PriceMove) {
        let calculator =
            try sheet.map { MarginCalculator(.example(sheet: $0)) }
            ?? Sample.calculator(account.venue)
        let movable = MovableAccount(
            assessment: calculator.assess(account), calculator: calculator)
        let move = PriceMove(shape: shape)
        return (try movable.firstBreach(along: move), movable, move)
    }

    /// Just short of the breach every pool stands; just past it one does not.
    private func expectCrossing(
        at percent: Exact, _ movable: MovableAccount, _ move: PriceMove
    ) throws {
        let t = percent * Exact(Decimal(significand: 1, scale: 2))
        let nudge = Exact(Decimal(significand: 1, scale: 12)) * (t.isNegative ? -1 : 1)
        let before = try #require(movable.assessed(at: t - nudge, along: move))
        let after = try #require(movable.assessed(at: t + nudge, along: move))
        #expect(before.state < .liquidation)
        #expect(after.state >= .liquidation && after.state != .incomplete)
    }

    private static func books() throws -> [Account] {
        [
            try AuditSample.called(),
            try Sample.account(
                .binance, balance: "60000",
                [
                    try Sample.position("BTCUSDT", .long, "4", entry: "90000", mark: "88000"),
                    try Sample.position("BTCUSDT", .short, "3", entry: "87000", mark: "88000"),
                    try Sample.position("ADAUSDT", .short, "500000", entry: "0.43", mark: "0.42"),
                ], hedge: true),
            try Sample.account(
                .bybit, balance: "30000",
                [
                    try Sample.position("BTCUSDT", .short, "2", entry: "86000", mark: "88000"),
                    try Sample.position("ADAUSDT", .long, "300000", entry: "0.43", mark: "0.42"),
                ]),
            try Sample.account(
                .okx, balance: "20000",
                [
                    try Sample.position(
                        "BTC-USDT-SWAP", .long, "400", entry: "89000", mark: "88000"),
                    try Sample.position(
                        "ETH-USDT-SWAP", .short, "900", entry: "2950", mark: "2920"),
                ]),
        ]
    }

    @Test(arguments: 0..<4) func agreesWithTheJointMoveOfTheAssessment(book: Int) throws {
        let (breach, movable, move) = try solve(try Self.books()[book], .joint)
        let distance = movable.assessment.distance
        #expect(breach.down?.movePercent == distance.jointMoveDownPercent)
        #expect(breach.up?.movePercent == distance.jointMoveUpPercent)
        for place in [breach.down, breach.up].compactMap(\.self) {
            try expectCrossing(at: place.movePercent, movable, move)
        }
    }

    @Test(arguments: 0..<4) func agreesWithThePriceOfASymbolAlone(book: Int) throws {
        let account = try Self.books()[book]
        let (assessment, _) = try AuditSample.assess(account)
        for figures in assessment.positions {
            let (breach, _, _) = try solve(account, .single(try #require(figures.baseAsset)))
            #expect(breach.down?.movePercent == figures.distanceDownPercent)
            #expect(breach.up?.movePercent == figures.distanceUpPercent)
        }
    }

    @Test func movesEveryContractOfAnAssetTogether() throws {
        var account = try Sample.account(
            .binance, balance: "30000",
            [
                try Sample.position("BTCUSDT", .long, "2", entry: "88000", mark: "88000"),
                try Sample.position("BTCUSDC", .long, "2", entry: "88000", mark: "88000"),
            ], mode: .multiAsset)
        account.collateral.append(
            CollateralBalance(asset: "USDC", walletBalance: 0, collateralRate: 1, indexPrice: 1))
        let (breach, movable, move) = try solve(account, .single("BTC"))
        let together = try #require(breach.down?.movePercent)
        try expectCrossing(at: together, movable, move)
        let alone = try #require(movable.assessment.positions[0].distanceDownPercent)
        #expect(together > alone)
    }

    @Test func solvesACoinPoolWhoseOwnCoinFalls() throws {
        let sheet = exampleSheet(
            .binance, symbol: "XUSD_PERP",
            tiers: [
                MaintenanceTier(
                    number: 1, lowerBound: 0, upperBound: 5,
                    maintenanceMarginRate: Decimal(significand: 4, scale: 3), maintenanceAmount: 0),
                MaintenanceTier(
                    number: 2, lowerBound: 5, upperBound: 100,
                    maintenanceMarginRate: Decimal(significand: 1, scale: 2),
                    maintenanceAmount: Decimal(significand: 3, scale: 2)),
            ], contractType: .inverse, contractSize: 100)
        var position = try Sample.position(
            "XUSD_PERP", .long, "4000", entry: "92000", mark: "88000", contractType: .inverse)
        position.contractSize = 100
        var account = try Sample.account(.binance, balance: "1", [position])
        account.collateral = [CollateralBalance(asset: "X", walletBalance: 1)]
        let (breach, movable, move) = try solve(account, .joint, sheet: sheet)
        let down = try #require(breach.down)
        #expect(down.movePercent == movable.assessment.positions[0].distanceDownPercent)
        #expect(down.pool == "cross:X")
        try expectCrossing(at: down.movePercent, movable, move)
    }

    @Test func letsCoinCollateralFallWithItsCoin() throws {
        var account = try Sample.account(
            .binance, balance: "1000",
            [try Sample.position("BTCUSDT", .long, "1", entry: "88000", mark: "88000")],
            mode: .multiAsset)
        let rate = try Sample.decimal("0.95")
        account.collateral.append(
            CollateralBalance(
                asset: "BTC", walletBalance: 1, collateralRate: rate, indexPrice: 88_000))
        let (breach, movable, move) = try solve(account, .joint)
        let down = try #require(breach.down?.movePercent)
        // 1,000 + 83,600 × (1 + t) + 88,000 × t = 352 × (1 + t), past the tier-1 rate of 0.4 %.
        let expected = Exact(-(1_000 + 83_600 - 352) * 100).divided(by: 83_600 + 88_000 - 352)
        #expect(down == expected)
        try expectCrossing(at: down, movable, move)
    }

    @Test(arguments: ["-0.5", "0.4", "1", "2.2"])
    func solvesMovesWithBetas(beta: String) throws {
        let account = try Self.books()[2]
        let (breach, movable, move) = try solve(
            account, .weighted(["BTC": 1, "ADA": Exact(try Sample.decimal(beta))]))
        let places = [breach.down, breach.up].compactMap(\.self)
        #expect(!places.isEmpty)
        for place in places { try expectCrossing(at: place.movePercent, movable, move) }
        if beta == "1" {
            let joint = try solve(account, .joint).breach
            #expect(joint.down?.movePercent == breach.down?.movePercent)
            #expect(joint.up?.movePercent == breach.up?.movePercent)
        }
    }

    @Test func saysThatTheTriggerIsPassed() throws {
        var account = try AuditSample.called()
        account.collateral[0].walletBalance = 13_000
        let (breach, _, _) = try solve(account, .joint)
        #expect(breach.isPast)
        #expect(breach.down == nil)
        #expect(breach.up == nil)
    }
}
