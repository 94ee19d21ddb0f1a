/// One position in the search for the cheapest cuts: what closing n of its lots gains and costs.
///
/// The gain is (requirement saved) − t × (equity lost), in the units in which the search's need is
/// stated. It is concave in n: every segment gains less a lot than the one before.
struct CutItem: Sendable {
    /// A run of lots that gain and cost the same each.
    struct Segment: Sendable {
        let lots: Int
        let gainPerLot: Int128
        let costPerLot: Int128
        /// What the segments before it gain and cost together.
        let gainBefore: Int128
        let costBefore: Int128
    }

    /// Where the position stands in the account.
    let index: Int
    /// The whole position, the last lot perhaps a part of one.
    let lots: Int
    /// The smallest order that the venue takes, but for one that closes the whole position.
    let fewestLots: Int
    /// What has to be closed in any case, for a lower tier to apply.
    let neededLots: Int
    /// Positions whose closed sizes count together toward `CutSearch.neededSizes`.
    let group: Int
    let sizePerLot: Int128
    let wholeSize: Int128
    private(set) var segments: [Segment] = []

    init(
        index: Int, lots: Int, fewestLots: Int, neededLots: Int, group: Int, sizePerLot: Int128,
        wholeSize: Int128
    ) {
        self.index = index
        self.lots = lots
        self.fewestLots = min(fewestLots, lots)
        self.neededLots = neededLots
        self.group = group
        self.sizePerLot = sizePerLot
        self.wholeSize = wholeSize
    }

    mutating func append(lots: Int, gainPerLot: Int128, costPerLot: Int128) {
        guard lots > 0 else { return }
        let end = segments.last.map { ($0.gain($0.lots), $0.cost($0.lots)) } ?? (0, 0)
        segments.append(
            Segment(
                lots: lots, gainPerLot: gainPerLot, costPerLot: costPerLot, gainBefore: end.0,
                costBefore: end.1))
    }

    func gain(_ count: Int) -> Int128 {
        at(count) { $0.gain($1) }
    }

    func cost(_ count: Int) -> Int128 {
        at(count) { $0.cost($1) }
    }

    func size(_ count: Int) -> Int128 {
        count == lots ? wholeSize : Int128(count) * sizePerLot
    }

    /// The fewest lots that close at least `size`.
    func lots(closing size: Int128) -> Int {
        guard size > 0 else { return 0 }
        return Int(min(Int128(lots), (size + sizePerLot - 1) / sizePerLot))
    }

    /// The number of lots nearest to `count` and not under it that the venue takes.
    func allowed(from count: Int) -> Int {
        count == 0 ? 0 : max(count, fewestLots)
    }

    /// The fewest lots, at least `least`, that gain `need`. `nil` when none do.
    func fewest(gaining need: Int128, from least: Int) -> Int? {
        let start = allowed(from: least)
        if gain(start) >= need { return start }
        var first = 0
        for segment in segments {
            defer { first += segment.lots }
            let missing = need - segment.gainBefore
            guard segment.gainPerLot > 0 else { continue }
            let count = max(0, (missing + segment.gainPerLot - 1) / segment.gainPerLot)
            guard count <= Int128(segment.lots) else { continue }
            let candidate = max(allowed(from: first + Int(count)), start)
            if candidate <= lots, gain(candidate) >= need { return candidate }
        }
        return nil
    }

    private func at(_ count: Int, _ figure: (Segment, Int) -> Int128) -> Int128 {
        var rest = count
        for segment in segments {
            if rest <= segment.lots { return figure(segment, rest) }
            rest -= segment.lots
        }
        return segments.last.map { figure($0, $0.lots) } ?? 0
    }
}

extension CutItem.Segment {
    func gain(_ count: Int) -> Int128 { gainBefore + Int128(count) * gainPerLot }
    func cost(_ count: Int) -> Int128 { costBefore + Int128(count) * costPerLot }

    /// Whether a unit of cost gains more here than there.
    func isMoreEfficient(than other: Self) -> Bool {
        let left = gainPerLot.multipliedFullWidth(by: other.costPerLot)
        let right = other.gainPerLot.multipliedFullWidth(by: costPerLot)
        return (left.high, left.low) > (right.high, right.low)
    }
}
