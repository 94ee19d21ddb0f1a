/// The cheapest cuts when lots can be split: a bound from below for the search.
///
/// Gains are concave in the lots, so filling the most efficient segments first is optimal.
struct CutRelaxation: Sendable {
    private struct Run: Sendable {
        let gain: Int128
        let cost: Int128
    }

    private let baseGain: Int128
    private let baseCost: Int128
    private let runs: [Run]

    init(_ items: ArraySlice<CutItem>) {
        var baseGain: Int128 = 0
        var baseCost: Int128 = 0
        var segments: [CutItem.Segment] = []
        for item in items {
            baseGain += item.gain(item.neededLots)
            baseCost += item.cost(item.neededLots)
            var passed = item.neededLots
            for segment in item.segments {
                let left = segment.lots - min(passed, segment.lots)
                passed -= segment.lots - left
                guard left > 0, segment.gainPerLot > 0 else { continue }
                segments.append(
                    CutItem.Segment(
                        lots: left, gainPerLot: segment.gainPerLot, costPerLot: segment.costPerLot,
                        gainBefore: 0, costBefore: 0))
            }
        }
        segments.sort { $0.isMoreEfficient(than: $1) }
        self.baseGain = baseGain
        self.baseCost = baseCost
        runs = segments.map { Run(gain: $0.gain($0.lots), cost: $0.cost($0.lots)) }
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
