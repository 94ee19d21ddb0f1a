import MarginModel

/// A change over 24 hours as a source states it, in percent: whether it wrote percent or a fraction
/// is decided by the prices beside it.
struct StatedChange {
    /// What the source's documentation says of the member; it counts where no opening price is there.
    enum Unit { case percent, fraction }

    private static let hundred = Decimal(100)

    /// `nil` where nothing is stated and no prices allow it to be computed, or where they contradict.
    let percent: Decimal?
    let isContradicted: Bool

    init(value: Decimal?, unit: Unit, last: Decimal?, open: Decimal?) {
        let computed = Self.percent(from: open, to: last)
        guard let value else {
            (percent, isContradicted) = (computed, false)
            return
        }
        let asPercent = value
        let asFraction = value.multiplied(by: Self.hundred) ?? value
        guard let computed else {
            (percent, isContradicted) = (unit == .percent ? asPercent : asFraction, false)
            return
        }
        // Where both fit, the change is next to nothing and the documented unit decides.
        let candidates = unit == .percent ? [asPercent, asFraction] : [asFraction, asPercent]
        percent = candidates.first { Self.isClose($0, to: computed) }
        isContradicted = percent == nil
    }

    /// Rounded at two digits after the point.
    private static func percent(from open: Decimal?, to last: Decimal?) -> Decimal? {
        guard let open, let last, open.isPositive, last.isPositive,
            let gain = last.subtracting(open)?.multiplied(by: hundred)
        else { return nil }
        return gain.divided(by: open, places: 2)?.value
    }

    /// Within what rounding and the moments between two prices explain: 0.05 points, or 2 percent.
    private static func isClose(_ stated: Decimal, to computed: Decimal) -> Bool {
        guard let off = stated.subtracting(computed)?.magnitude,
            let share = computed.magnitude.multiplied(by: Decimal(significand: 2, scale: 2))
        else { return false }
        return off <= max(share, Decimal(significand: 5, scale: 2))
    }
}
