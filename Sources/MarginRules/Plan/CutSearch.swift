/// Finds the cheapest whole lots to close that gain what is needed: branch and bound, position by
/// position, with `CutRelaxation` as the bound.
///
/// For a fixed choice of the lots before it, the bound is convex in a position's lots. So its
/// minimum is found by bisection and the lots around it are tried outward until the bound passes
/// the best set found; nothing cheaper can lie beyond.
struct CutSearch {
    /// Coarse positions first: the last one fits the rest, and does so closest in fine lots.
    private let items: [CutItem]
    private let relaxations: [CutRelaxation]
    /// For each group, the size to close before its lower tier applies.
    private let neededSizes: [Int128]
    /// The largest size that a group's items from a depth on can close.
    private let closable: [[Int128]]

    /// How many bounds may still be computed.
    private(set) var budget: Int
    /// The cheapest cost so far; only cheaper sets are of interest.
    private(set) var best: Int128
    /// The lots of the cheapest set, in the order of `items`. `nil` when none beat the given cost.
    private var bestLots: [Int]?
    private var lots: [Int]

    init(_ items: [CutItem], neededSizes: [Int128], under cost: Int128, budget: Int) {
        let sorted = items.sorted { ($0.cost(1), $1.index) > ($1.cost(1), $0.index) }
        self.items = sorted
        self.neededSizes = neededSizes
        relaxations = (0...sorted.count).map { CutRelaxation(sorted[$0...]) }
        closable = (0...sorted.count).map { depth in
            neededSizes.indices.map { group in
                sorted[depth...].reduce(0) { $0 + ($1.group == group ? $1.wholeSize : 0) }
            }
        }
        best = cost
        self.budget = budget
        lots = Array(repeating: 0, count: sorted.count)
    }

    var isComplete: Bool { budget > 0 }

    /// The lots to close, by position.
    var cuts: [(index: Int, lots: Int)]? {
        bestLots.map { found in
            zip(items, found).filter { $1 > 0 }.map { ($0.index, $1) }.sorted { $0.0 < $1.0 }
        }
    }

    /// No set costs less than this. `nil` when none gains `need`.
    func bound(gaining need: Int128) -> Int128? { relaxations[0].cost(gaining: need) }

    mutating func run(gaining need: Int128) {
        guard !items.isEmpty else {
            if need <= 0, best > 0 { (best, bestLots) = (0, []) }
            return
        }
        descend(0, need: need, cost: 0, missing: neededSizes)
    }

    private mutating func descend(_ depth: Int, need: Int128, cost: Int128, missing: [Int128]) {
        let item = items[depth]
        let later = closable[depth + 1]
        let least = item.lots(
            closing: missing.isEmpty ? 0 : missing[item.group] - later[item.group])
        guard depth + 1 < items.count else {
            guard let count = item.fewest(gaining: need, from: least) else { return }
            let total = cost + item.cost(count)
            if total < best {
                lots[depth] = count
                (best, bestLots) = (total, lots)
            }
            return
        }
        if least == 0 { visit(0, depth, need, cost, missing) }
        let first = item.allowed(from: max(1, least))
        guard first <= item.lots else { return }
        visitAround(first...item.lots, depth, need, cost, missing)
    }

    private mutating func visit(
        _ count: Int, _ depth: Int, _ need: Int128, _ cost: Int128, _ missing: [Int128]
    ) {
        let item = items[depth]
        guard let bound = bound(count, depth, need, cost), bound < best, isComplete else { return }
        lots[depth] = count
        var missing = missing
        if !missing.isEmpty { missing[item.group] -= item.size(count) }
        descend(
            depth + 1, need: need - item.gain(count), cost: cost + item.cost(count),
            missing: missing)
    }

    /// Tries counts from the one with the lowest bound outward, the lower bound next.
    private mutating func visitAround(
        _ counts: ClosedRange<Int>, _ depth: Int, _ need: Int128, _ cost: Int128,
        _ missing: [Int128]
    ) {
        let center = lowest(counts, depth, need, cost)
        var (below, above) = (center - 1, center)
        func bounded(_ count: Int, _ search: inout Self) -> Int128? {
            guard counts.contains(count), let bound = search.bound(count, depth, need, cost),
                bound < search.best
            else { return nil }
            return bound
        }
        var (left, right) = (bounded(below, &self), bounded(above, &self))
        while isComplete, left != nil || right != nil {
            if let up = right, up <= left ?? .max {
                visit(above, depth, need, cost, missing)
                above += 1
                right = bounded(above, &self)
            } else {
                visit(below, depth, need, cost, missing)
                below -= 1
                left = bounded(below, &self)
            }
        }
    }

    /// Where the bound, convex in the count and absent where too few lots are left to gain, is
    /// lowest.
    private mutating func lowest(
        _ counts: ClosedRange<Int>, _ depth: Int, _ need: Int128, _ cost: Int128
    ) -> Int {
        var (low, high) = (counts.lowerBound, counts.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            let here = bound(middle, depth, need, cost)
            let next = bound(middle + 1, depth, need, cost)
            let isLow =
                here.map { $0 <= next ?? .max }
                // Out of reach on this side: the way back is where the gain rises.
                ?? (items[depth].gain(middle + 1) <= items[depth].gain(middle))
            if isLow { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func bound(
        _ count: Int, _ depth: Int, _ need: Int128, _ cost: Int128
    ) -> Int128? {
        budget -= 1
        let item = items[depth]
        return relaxations[depth + 1].cost(gaining: need - item.gain(count))
            .map { $0 + cost + item.cost(count) }
    }
}
