import MarginModel
import MarginRules

/// Places exact values on whole units of a drawing, and finds round numbers to label an axis with.
struct ChartScale {
    let low: Exact
    let high: Exact
    /// Where `low` and `high` lie in the drawing; `start` may be the larger.
    let start: Int
    let end: Int

    /// A scale that holds all `values`; equal ones get room on both sides.
    init(holding values: [Exact], from start: Int, to end: Int) {
        let least = values.min() ?? .zero
        let most = values.max() ?? .zero
        let room: Exact = least == most ? max(1, least.magnitude) : .zero
        low = least - room
        high = most + room
        self.start = start
        self.end = end
    }

    /// The same, carried on to the next tick at both ends, so that the axis reaches past all data.
    func reachingTicks(about count: Int) -> ChartScale {
        let ticks = ticks(about: count)
        guard ticks.count > 1 else { return self }
        let step = ticks[1] - ticks[0]
        return ChartScale(
            holding: [
                ticks[0] > low ? ticks[0] - step : low,
                ticks[ticks.count - 1] < high ? ticks[ticks.count - 1] + step : high,
            ], from: start, to: end)
    }

    /// The nearest whole unit. Values outside are held at the ends.
    func place(_ value: Exact) -> Int {
        let held = min(max(value, low), high)
        let share = (held - low).divided(by: high - low) ?? .zero
        let offset = (share * Exact(end - start)).rounded(places: 0)?.significand ?? 0
        return start + Int(offset)
    }

    /// Multiples of 1, 2 or 5 times a power of ten inside the scale, about `count` of them.
    func ticks(about count: Int) -> [Exact] {
        guard let wanted = (high - low).divided(by: Exact(max(1, count))), wanted.isPositive else {
            return [low]
        }
        var unit = Exact.one
        while unit * 10 <= wanted { unit = unit * 10 }
        while unit > wanted { unit = unit * Exact(Decimal(significand: 1, scale: 1)) }
        let step = [1, 2, 5, 10].map { unit * $0 }.first { $0 >= wanted } ?? unit * 10
        guard let lowest = low.divided(by: step), var index = lowest.rounded(places: 0, .down)
        else { return [low] }
        if Exact(index) * step < low {
            index = Decimal(significand: index.significand + 1, scale: 0)
        }
        var found: [Exact] = []
        var value = Exact(index) * step
        while value <= high {
            found.append(value)
            value += step
        }
        return found
    }
}

/// Keeps labels on one axis from covering each other.
enum LabelSpread {
    /// `places`, which rise, moved apart until neighbours have `gap` between them: down from the
    /// first, then up from `bottom` where that ran out of the axis, which begins at `top`.
    static func apart(_ places: [Int], gap: Int, top: Int, bottom: Int) -> [Int] {
        var result = places
        for index in result.indices.dropFirst() {
            result[index] = max(result[index], result[index - 1] + gap)
        }
        guard let last = result.indices.last, result[last] > bottom else { return result }
        result[last] = max(bottom, top + last * gap)
        for index in result.indices.dropLast().reversed() {
            result[index] = min(result[index], result[index + 1] - gap)
        }
        return result
    }
}
