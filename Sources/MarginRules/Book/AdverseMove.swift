import MarginModel

/// A move of prices that brings a pool to its trigger.
package struct AdverseMove: Sendable {
    /// Negative is a fall.
    package let percent: Exact
    /// The contract whose mark moves alone. `nil`: all marks move by the same percentage.
    package let symbol: String?

    /// `all marks fall by 0.30 %`: rounded as the figure beside it is.
    package var sentence: String {
        let subject = symbol.map { "\($0) alone" } ?? "all marks"
        let verb = percent.isNegative ? "fall" : "rise"
        let size = (percent.magnitude * 100).rounded(places: 0).map {
            "\($0.significand / 100).\($0.significand % 100 < 10 ? "0" : "")\($0.significand % 100)"
        }
        return "\(subject) \(verb)\(symbol == nil ? "" : "s") by \(size ?? "?") %"
    }
}

/// The nearest of several moves, the first of equals.
struct NearestMove {
    private(set) var move: AdverseMove?
    private var size: Exact?

    mutating func take(_ percent: Exact?, _ symbol: String?) {
        guard let percent else { return }
        let own = percent.magnitude
        if let size, own >= size { return }
        (size, move) = (own, AdverseMove(percent: percent, symbol: symbol))
    }
}
