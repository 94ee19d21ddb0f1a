import Glibc
import MarginModel
import MarginRules

/// The maintenance rate over the size of a position, as steps. Both scales are logarithmic: rates reach
/// from 0.4 % to 50 % and sizes over five powers of ten, and what most readers hold lies at the low end.
struct TierChart: Sendable {
    let id: String
    let title: String
    /// Rising, without gaps.
    let tiers: [MaintenanceTier]
    /// What each axis measures.
    let names: (rate: String, size: String)
    let numbers: NumberFormat

    /// Narrow enough that its text can be read on a phone.
    private static let width = 440
    private static let height = 262
    private static let plot = (left: 56, right: 400, top: 28, bottom: 204)
    /// What a character of a label takes, generously.
    private static let characterWidth = 7

    /// The chart; nothing where a rate or a bound has no place on such a scale.
    func svg() -> [UInt8]? {
        guard let first = tiers.first, let last = tiers.last,
            let rates = LogScale(
                from: tiers.map(\.maintenanceMarginRate).min() ?? .zero,
                to: tiers.map(\.maintenanceMarginRate).max() ?? .zero, factors: [1, 2, 5],
                endsAtLine: true, start: Self.plot.bottom, end: Self.plot.top),
            let sizes = LogScale(
                from: first.upperBound, to: last.upperBound, factors: [1], endsAtLine: false,
                start: Self.plot.left, end: Self.plot.right)
        else { return nil }
        var markup = ChartMarkup(
            id: id, title: title, description: description(first, last), width: Self.width,
            height: Self.height)
        drawAxes(rates, sizes, into: &markup)
        markup.polyline(
            tiers.flatMap { tier in
                let height = rates.place(tier.maintenanceMarginRate)
                return [
                    (sizes.place(tier.lowerBound), height), (sizes.place(tier.upperBound), height),
                ]
            })
        return markup.closed
    }

    private func drawAxes(
        _ rates: LogScale, _ sizes: LogScale, into markup: inout ChartMarkup
    ) {
        markup.label(names.rate, x: 4, y: Self.plot.top - 14)
        for line in rates.lines {
            let place = rates.place(line)
            markup.line(
                from: (Self.plot.left, place), to: (Self.plot.right, place), isFaint: true)
            markup.label(
                numbers.percent(of: numbers.quantity(Exact(line) * 100)), x: Self.plot.left - 8,
                y: place + 4, anchor: .end)
        }
        var free = Int.min
        for line in sizes.lines {
            let place = sizes.place(line)
            markup.line(
                from: (place, Self.plot.top), to: (place, Self.plot.bottom), isFaint: true)
            let label = numbers.tick(Exact(line))
            let half = label.count * Self.characterWidth / 2
            guard place - half >= free else { continue }
            free = place + half + Self.characterWidth
            markup.label(label, x: place, y: Self.plot.bottom + 18, anchor: .middle)
        }
        markup.label(
            names.size, x: (Self.plot.left + Self.plot.right) / 2, y: Self.plot.bottom + 40,
            anchor: .middle, isFaint: true)
    }

    private func description(_ first: MaintenanceTier, _ last: MaintenanceTier) -> String {
        [first, last].map { tier in
            let rate = numbers.ratioPercent(Exact(tier.maintenanceMarginRate))
            return "\(rate) ≤ \(numbers.decimal(tier.upperBound))"
        }.joined(separator: " … ")
    }
}

/// A scale on which equal factors take equal room. Places are drawn, not told, so `Double` serves.
private struct LogScale {
    /// Round values between its ends, rising.
    let lines: [Decimal]
    private let low: Double
    private let high: Double
    private let start: Int
    private let end: Int

    /// From the round value below `least`. At the other end to `most`, or to the round value there.
    init?(
        from least: Decimal, to most: Decimal, factors: [Int128], endsAtLine: Bool, start: Int,
        end: Int
    ) {
        guard least > .zero, let first = Self.logarithm(least), let last = Self.logarithm(most)
        else { return nil }
        let powers = Int(first.rounded(.down)) - 1...Int(last.rounded(.up))
        let round = powers.flatMap { power in
            factors.map { factor in
                power < 0
                    ? Decimal(significand: factor, scale: -power)
                    : Decimal(
                        significand: factor * (0..<power).reduce(1) { ten, _ in ten * 10 }, scale: 0
                    )
            }
        }
        guard let from = round.lastIndex(where: { $0 < least }),
            let low = Self.logarithm(round[from])
        else { return nil }
        let to = round.firstIndex { $0 >= most } ?? round.endIndex - 1
        lines = Array(round[from...to].filter { endsAtLine || $0 <= most })
        guard let top = lines.last, let high = Self.logarithm(endsAtLine ? max(top, most) : most),
            high > low
        else { return nil }
        self.low = low
        self.high = high
        self.start = start
        self.end = end
    }

    /// Zero, where a first tier begins, lies at the low end.
    func place(_ value: Decimal) -> Int {
        guard let logarithm = Self.logarithm(value) else { return start }
        let share = min(max((logarithm - low) / (high - low), 0), 1)
        return start + Int((share * Double(end - start)).rounded())
    }

    private static func logarithm(_ value: Decimal) -> Double? {
        guard let number = Double(value.description), number > 0, number.isFinite else {
            return nil
        }
        return log10(number)
    }
}
