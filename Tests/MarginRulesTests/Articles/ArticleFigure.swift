import MarginModel
import Testing

@testable import MarginRules

/// A phrase of a published article, with a `#` for each figure in it, and what these must be.
struct ArticleFigure {
    let words: String
    /// Decimals of its figures.
    let places: Int
    let values: [Exact]

    init(_ words: String, _ places: Int, _ values: Exact...) {
        self.words = words
        self.places = places
        self.values = values
    }

    /// The phrase as it must stand in the article: thousands apart, a true minus.
    func text(_ marks: Marks = Marks()) throws -> String {
        var parts = words.split(separator: "#", omittingEmptySubsequences: false)
        try #require(parts.count == values.count + 1, "\(words)")
        var text = String(parts.removeFirst())
        for (value, part) in zip(values, parts) {
            text += try printed(value, marks)
            text += String(part)
        }
        return text
    }

    /// What stands between thousands, and before decimals.
    struct Marks: Sendable {
        var group = ","
        var point = "."
    }

    private func printed(_ value: Exact, _ marks: Marks) throws -> String {
        var unit: Exact = 1
        for _ in 0..<places { unit = unit * 10 }
        let scaled = try #require((value.magnitude * unit).rounded(places: 0))
        var digits = scaled.description
        while digits.count <= places { digits = "0" + digits }
        let whole = digits.dropLast(places)
        var text = places > 0 ? marks.point + String(digits.suffix(places)) : ""
        for (index, digit) in whole.reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text = marks.group + text }
            text = String(digit) + text
        }
        return value < 0 ? "−" + text : text
    }
}

/// Assesses the articles' example accounts on the sheets that ship.
struct ArticleDesk {
    private let calculators: [Venue: MarginCalculator]

    init() throws {
        var calculators: [Venue: MarginCalculator] = [:]
        for venue in [Venue.binance, .bybit, .okx] {
            calculators[venue] = try Sample.calculator(venue)
        }
        self.calculators = calculators
    }

    func calculator(_ venue: Venue) throws -> MarginCalculator {
        try #require(calculators[venue])
    }

    func assess(
        _ venue: Venue, _ balance: String, _ positions: [Position], mode: AccountMode? = nil,
        hedge: Bool = false
    ) throws -> Assessment {
        let account = try Sample.account(
            venue, balance: balance, positions, mode: mode, hedge: hedge)
        return try calculator(venue).assess(account)
    }

    /// A long of `quantity` BTCUSDT alone in its account.
    func bitcoin(
        _ balance: String, _ quantity: String, entry: String = "60000", mark: String = "60000"
    ) throws -> Assessment {
        let long = try Sample.position("BTCUSDT", .long, quantity, entry: entry, mark: mark)
        return try assess(.binance, balance, [long])
    }

    /// One BTCUSDT, bought or sold at 60,000, isolated with `wallet`.
    func isolated(
        _ wallet: String, _ quantity: String = "1", _ side: PositionSide = .long
    ) throws -> Assessment {
        let position = try Sample.position(
            "BTCUSDT", side, quantity, entry: "60000", mark: "60000", mode: .isolated,
            wallet: wallet)
        return try assess(.binance, wallet, [position])
    }

    /// The amount that a plan names for the pool.
    func target(_ name: TargetAmount.Name, _ assessment: Assessment) throws -> Exact {
        let venue = assessment.account.venue
        let plan = ActionPlanner(try calculator(venue)).plan(for: assessment)
        return try #require(plan.targets.first { $0.name == name }).amount
    }
}

extension Assessment {
    func price(_ index: Int = 0) throws -> Exact {
        try #require(positions[index].liquidationPrice, "\(reasons)")
    }

    func bankruptcy() throws -> Exact { try #require(positions[0].bankruptcyPrice) }

    func fall() throws -> Exact { try #require(positions[0].distanceDownPercent) }

    func maintenance(_ index: Int = 0) throws -> Exact {
        try #require(positions[index].maintenanceMargin, "\(reasons)")
    }

    func value() throws -> Exact { try #require(positions[0].notional) }

    func profit() throws -> Exact { try #require(positions[0].unrealizedPnl) }

    func equity() throws -> Exact { try #require(try pool().equity) }

    func requirement() throws -> Exact { try #require(try pool().requirement) }

    /// The venue's own ratio.
    func percent() throws -> Exact { try #require(try pool().native.value) * 100 }

    private func pool() throws -> PoolAssessment { try #require(onlyPool, "\(reasons)") }
}

/// `top` ÷ `bottom`.
func quotient(_ top: Exact, _ bottom: Exact) throws -> Exact {
    try #require(top.divided(by: bottom))
}
