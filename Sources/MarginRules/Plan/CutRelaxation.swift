/// The cheapest cuts when lots can be split: a bound from below for the search.
///
/// Gains are concave in the lots, so filling the most efficient runs first is optimal. An isolated
/// pool's gain counts up to what it misses; what closing it whole brings is joined to its runs by
/// their concave hull.
struct CutRelaxation: Sendable {
    private struct Run: Sendable {
        var gain: Int128
        var cost: Int128

        /// Whether a unit of cost gains more here than there. Gains and costs are not negative.
        func isMoreEfficient(than other: Run) -> Bool {
            let left = gain.multipliedFullWidth(by: other.cost)
            let right = other.gain.multipliedFullWidth(by: cost)
            return (left.high, left.low) > (right.high, right.low)
        }
    }

    private var baseGain: Int128 = 0
    private var baseCost: Int128 = 0
    private var runs: [Run] = []

    /// One for each number of items left out at the start, all of them the last.
    ///
    /// - Parameter caps: By pool, what its cuts can gain at most; `nil` for one whose excess other pools can
    ///   use.
    static func each(of items: [CutItem], caps: [Int128?]) -> [CutRelaxation] {
        var runs: [(place: Int, run: Run)] = []
        var each = Array(repeating: CutRelaxation(), count: items.count + 1)
        for place in items.indices.reversed() {
            let item = items[place]
            let cap = caps[item.pool].map { max(0, $0) }
            let needed = item.gain(item.neededLots)
            each[place].baseGain =
                each[place + 1].baseGain + (cap.map { min($0, needed) } ?? needed)
                + Int128(item.neededLots) * item.releasedPerLot
            each[place].baseCost = each[place + 1].baseCost + item.cost(item.neededLots)
            runs.insert(contentsOf: Self.runs(of: item, cap: cap).map { (place, $0) }, at: 0)
        }
        runs.sort { $0.run.isMoreEfficient(than: $1.run) }
        for place in items.indices {
            each[place].runs = runs.filter { $0.place >= place }.map(\.run)
        }
        return each
    }

    /// Beyond the needed lots, the most efficient first.
    private static func runs(of item: CutItem, cap: Int128?) -> [Run] {
        var runs: [Run] = []
        var gained = item.gain(item.neededLots)
        var passed = item.neededLots
        for segment in item.segments {
            let left = segment.lots - min(passed, segment.lots)
            passed -= segment.lots - left
            guard left > 0 else { continue }
            let gain = Int128(left) * segment.gainPerLot
            let cost = Int128(left) * segment.costPerLot
            let released = Int128(left) * item.releasedPerLot
            let room = cap.map { max(0, $0 - gained) } ?? .max
            gained += gain
            guard gain > room else {
                runs.append(Run(gain: gain + released, cost: cost))
                continue
            }
            let within = Run(
                gain: room + min(released, room.share(released, of: gain) + 1),
                cost: room.share(cost, of: gain))
            runs.append(within)
            runs.append(Run(gain: released + room - within.gain, cost: cost - within.cost))
        }
        runs.removeAll { $0.gain <= 0 }
        guard let closing = item.closing, let cap else { return runs }
        var last = Run(gain: cap + closing.leftover, cost: closing.cost)
        for run in runs {
            last.gain -= run.gain
            last.cost -= run.cost
        }
        guard last.gain > 0 else { return runs }
        while let run = runs.last, last.isMoreEfficient(than: run) {
            last.gain += run.gain
            last.cost += run.cost
            runs.removeLast()
        }
        return runs + [last]
    }

    /// No set of whole lots that gains `need` costs less. `nil` when none gains it.
    func cost(gaining need: Int128) -> Int128? {
        var need = need - baseGain
        var cost = baseCost
        for run in runs {
            guard need > 0 else { break }
            guard run.gain < need else { return cost + need.share(run.cost, of: run.gain) }
            need -= run.gain
            cost += run.cost
        }
        return need > 0 ? nil : cost
    }
}
