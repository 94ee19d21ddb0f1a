import MarginModel
import MarginRules

/// Writes a figure, or says that it is withheld: never a zero or a blank in its place.
struct Withholding: Sendable {
    static let word = "withheld"

    let numbers: NumberFormat
    let reasons: [AssessmentReason]

    func text(_ value: Exact?, _ write: (Exact) -> String) -> String {
        value.map(write) ?? Self.word
    }

    func text(_ value: Decimal?, _ write: (Decimal) -> String) -> String {
        value.map(write) ?? Self.word
    }

    func figure(
        _ label: String, _ value: Exact?, since past: Exact? = nil, note: String? = nil,
        _ write: (Exact) -> String
    ) -> FigureView {
        guard let value else {
            return FigureView(label: label, value: Self.word, note: why, isWithheld: true)
        }
        return FigureView(
            label: label, value: write(value), note: note,
            change: past.map { change(value - $0, write) })
    }

    /// A change in words that do without colour: `+12.00 USDT`, `no change`.
    func change(_ value: Exact, _ write: (Exact) -> String) -> String {
        if value.isZero { return "no change" }
        return (value.isPositive ? "+" : "") + write(value)
    }

    /// The first reason that withholds something, as a note under a figure.
    var why: String? {
        reasons.first { !Self.labels.contains($0.code) }.map {
            "\($0.code.rawValue): " + numbers.prose($0.message.asSentence)
        }
    }

    /// Whether the reasons say of `place` that the pool's trigger cannot be reached by this price.
    func hasNoLiquidation(at place: String) -> Bool {
        reasons.contains { $0.code == .noLiquidation && $0.place.hasPrefix(place) }
    }

    /// Codes that tell how to read a figure, and withhold none.
    static let labels: Set<ReasonCode> = [
        .indicativePrice, .sheetLaterThanAccount, .stepUnknown, .testnet, .noPosition,
        .noLiquidation, .implausible,
    ]
}
