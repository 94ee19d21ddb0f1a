/// One position in the search for the cheapest cuts: what closing n of its lots gains and costs.
///
/// The gain is money that its pool then no longer misses: (requirement saved) − t × (equity lost), in
/// the units of the search. It is concave in n: every segment gains less a lot than the one before.
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

    struct Place: Sendable {
        /// The pool whose need its gain meets.
        let pool: Int
        /// Positions whose closed sizes count together toward `CutSearch.neededSizes`.
        let group: Int
        /// What has to be closed in any case, for a lower tier to apply.
        let neededLots: Int
    }

    /// An isolated position that is closed whole: its pool needs nothing any more.
    struct Closing: Sendable {
        let lots: Int
        let cost: Int128
        /// What goes to the wallet; below zero where the wallet pays.
        let leftover: Int128
    }

    /// Where the position stands in the account.
    let index: Int
    /// The whole position, the last lot perhaps a part of one.
    let lots: Int
    /// The smallest order that the venue takes, but for one that closes the whole position.
    let fewestLots: Int
    let place: Place
    let sizePerLot: Int128
    let wholeSize: Int128
    /// What each closed lot sends from an isolated position's margin to the wallet.
    let releasedPerLot: Int128
    /// What closed lots add to a cross pool's available balance; the last lot may be a part of one.
    private let freed: (perLot: Int128, byAll: Int128)
    var closing: Closing?
    private(set) var segments: [Segment] = []

    init(
        index: Int, lots: Int, fewestLots: Int, place: Place, sizePerLot: Int128,
        wholeSize: Int128, releasedPerLot: Int128, freed: (perLot: Int128, byAll: Int128)
    ) {
        self.index = index
        self.lots = lots
        self.fewestLots = min(fewestLots, lots)
        self.place = place
        self.sizePerLot = sizePerLot
        self.wholeSize = wholeSize
        self.releasedPerLot = releasedPerLot
        self.freed = freed
    }

    var pool: Int { place.pool }
    var group: Int { place.group }
    var neededLots: Int { place.neededLots }

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

    func freed(_ count: Int) -> Int128 {
        count == lots ? freed.byAll : Int128(count) * freed.perLot
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

    /// Closing more than these gains nothing.
    var mostUsefulLots: Int {
        segments.prefix { $0.gainPerLot + releasedPerLot > 0 }.reduce(0) { $0 + $1.lots }
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
}
