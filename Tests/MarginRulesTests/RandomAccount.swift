import MarginModel

@testable import MarginRules

/// Accounts of every venue and mode, mostly sane, with holes and absurd numbers in some.
struct RandomAccount {
    private var random: SeededGenerator
    /// How many of a hundred members are missing, and how many are absurd.
    private let missing: Int
    private let absurd: Int

    init(seed: UInt64, missing: Int = 3, absurd: Int = 3) {
        random = SeededGenerator(seed: seed)
        self.missing = missing
        self.absurd = absurd
    }

    mutating func next() -> Account {
        let venue = Venue.allCases.randomElement(using: &random) ?? .binance
        let modes = AccountMode.modes(of: venue)
        let coins = ["USDT", "USDC", "BTC"].prefix(Int.random(in: 1...3, using: &random))
        var account = Account(
            id: "random", venue: venue,
            accountMode: modes.randomElement(using: &random) ?? .singleAsset,
            positionMode: chance(30) ? .hedge : .oneWay, asOf: exampleInstant,
            marginModel: venue == .bybit && chance(10) ? .legacyEntryValue : nil,
            collateral: coins.map { balance($0) },
            positions: positions(venue, Int.random(in: 0...4, using: &random)))
        if chance(10) { account.reported = reported() }
        for index in account.positions.indices where chance(10) {
            account.positions[index].reported = reported()
        }
        if chance(15) { account.openOrders = [order(venue)] }
        if chance(10) {
            account.borrowed = [
                Borrowing(
                    asset: "ETH", amount: number(0, 40, scale: 1) ?? 0,
                    indexPrice: number(1_000, 4_000),
                    initialMarginRate: number(1, 9, scale: 2),
                    maintenanceMarginRate: number(1, 9, scale: 2))
            ]
        }
        return account
    }

    private mutating func reported() -> ReportedFigures {
        ReportedFigures(
            notional: number(1, 900_000), unrealizedPnl: number(-9_000, 9_000, scale: 2),
            initialMargin: number(0, 9_000), maintenanceMargin: number(0, 9_000),
            marginRatio: number(0, 500, scale: 2), uniMMR: number(0, 300, scale: 2),
            liquidationPrice: number(0, 120_000), equity: number(-900, 900_000),
            breakEvenPrice: number(60_000, 120_000), bankruptcyPrice: number(60_000, 120_000))
    }

    private mutating func balance(_ coin: String) -> CollateralBalance {
        CollateralBalance(
            asset: coin,
            walletBalance: coin == "BTC" ? number(0, 30, scale: 1) : number(-20_000, 900_000),
            collateralRate: number(80, 100, scale: 2),
            indexPrice: coin == "BTC" ? number(60_000, 120_000) : number(98, 102, scale: 2))
    }

    private mutating func positions(_ venue: Venue, _ count: Int) -> [Position] {
        let symbols =
            venue == .okx
            ? ["BTC-USDT-SWAP", "ETH-USDT-SWAP", "BTC-USD-SWAP", "DOGE-USDT-SWAP"]
            : ["BTCUSDT", "ETHUSDT", "BTCUSDC", "BTCUSD", "NONE"]
        return (0..<count).map { _ in
            let symbol = symbols.randomElement(using: &random) ?? "BTCUSDT"
            let price = symbol.hasPrefix("ETH") ? (2_000, 4_000) : (60_000, 120_000)
            let entry = number(price.0, price.1)
            return Position(
                symbol: symbol,
                contractType: symbol.contains("USDT") || symbol.contains("USDC")
                    ? .linear : .inverse,
                side: chance(50) ? .long : .short, marginMode: chance(60) ? .cross : .isolated,
                quantity: number(1, 9_000, scale: 1) ?? 1,
                contractSize: chance(20) ? number(1, 100) : nil, entryPrice: entry,
                markPrice: chance(30) ? entry : number(price.0, price.1),
                leverage: number(1, 100), isolatedWallet: number(0, 90_000),
                extraMargin: number(0, 9_000), fundingRate: number(-30, 30, scale: 5),
                fundingIntervalHours: 8)
        }
    }

    private mutating func order(_ venue: Venue) -> OpenOrder {
        OpenOrder(
            symbol: venue == .okx ? "BTC-USDT-SWAP" : "BTCUSDT", side: .long, quantity: 1,
            price: number(60_000, 90_000), reduceOnly: chance(20),
            marginMode: chance(20) ? .isolated : .cross, initialMargin: number(0, 5_000),
            maintenanceMargin: number(0, 500), orderLoss: number(0, 50), fee: number(0, 90))
    }

    private mutating func number(_ low: Int, _ high: Int, scale: Int = 0) -> Decimal? {
        if chance(missing) { return nil }
        if chance(absurd) { return absurdNumber() }
        return Decimal(
            significand: Int128(Int.random(in: low...high, using: &random)), scale: scale)
    }

    private mutating func absurdNumber() -> Decimal {
        let digits = Int128(UInt128.powerOfTen(Int.random(in: 0...37, using: &random)))
        return Decimal(
            significand: (chance(50) ? -1 : 1) * digits * Int128(chance(10) ? 0 : 1),
            scale: Int.random(in: 0...38, using: &random))
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &random) < percent
    }
}
