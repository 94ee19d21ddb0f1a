package import MarginModel

/// A move of prices that brings a pool to its trigger.
package struct AdverseMove: Sendable {
    /// Negative is a fall.
    package let percent: Exact
    /// The contract whose mark moves alone. `nil`: all marks move by the same percentage.
    package let symbol: String?

    package init(percent: Exact, symbol: String?) {
        self.percent = percent
        self.symbol = symbol
    }

    /// `all prices fall by 0.30%`: rounded as the figure beside it is.
    package var sentence: String {
        let subject = symbol.map { "\($0) alone" } ?? "all prices"
        let verb = percent.isNegative ? "fall" : "rise"
        let shown = Self.shown(percent.magnitude)
        let fraction = shown.map { String(repeating: "0", count: max(0, 2 - $0.scale)) } ?? ""
        let size = shown.map { "\($0)\($0.scale == 0 ? "." : "")\(fraction)" } ?? "?"
        return "\(subject) \(verb)\(symbol == nil ? "" : "s") by \(size)%"
    }

    /// The one rounding of a move for people: to two places toward zero, so that liquidation is never
    /// farther than told, and to more where two would make it nothing.
    package static func shown(_ percent: Exact) -> Decimal? {
        var places = 2
        while places < 12, !percent.isZero, percent.rounded(places: places, .down)?.isZero == true {
            places += 1
        }
        return percent.rounded(places: places, .down)
    }
}

/// The nearest of several moves, the first of equals.
struct NearestMove {
    private(set) var move: AdverseMove?
    /// How far it is, in percent.
    private(set) var size: Exact?

    mutating func take(_ percent: Exact?, _ symbol: String?) {
        guard let percent else { return }
        let own = percent.magnitude
        if let size, own >= size { return }
        (size, move) = (own, AdverseMove(percent: percent, symbol: symbol))
    }
}
