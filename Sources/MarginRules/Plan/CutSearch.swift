/// Finds the cheapest whole lots to close so that money covers what all pools still miss: branch and
/// bound, position by position, with `CutRelaxation` as the bound.
///
/// For a fixed choice of the lots before it, the bound is convex in a position's lots. So its
/// minimum is found by bisection and the lots around it are tried outward until the bound passes
/// the best set found; nothing cheaper can lie beyond.
struct CutSearch {
    /// A cross pool's first, then coarse positions: the last one fits the rest, and does so closest
    /// in fine lots.
    private let items: [CutItem]
    private let relaxations: [CutRelaxation]
    private let start: CutStanding
    private let money: CutMoney
    /// The largest size that a group's items from a depth on can close.
    private let closable: [[Int128]]

    /// How many bounds may still be computed.
    private(set) var budget: Int
    /// The cheapest cost so far; only sets that are cheaper by more than can be paid are sought.
    private(set) var best: Int128
    /// The smallest amount that can be paid.
    private let least: Int128
    /// The lots of the cheapest set, in the order of `items`. `nil` when none beat the given cost.
    private var bestLots: [Int]?
    private var lots: [Int]

    init(
        _ items: [CutItem], from start: CutStanding, money: CutMoney, under cost: Int128,
        least: Int128, budget: Int
    ) {
        let sorted = items.sorted { left, right in
            let cross = money.cross?.place
            let (isLeft, isRight) = (left.pool == cross, right.pool == cross)
            guard isLeft == isRight else { return isLeft }
            return (left.cost(1), right.index) > (right.cost(1), left.index)
        }
        self.items = sorted
        self.start = start
        self.money = money
        let caps = start.needs.indices.map { $0 == money.cross?.place ? nil : start.needs[$0] }
        relaxations = CutRelaxation.each(of: sorted, caps: caps)
        var closable = Array(
            repeating: Array(repeating: Int128(0), count: start.missing.count),
            count: sorted.count + 1)
        for depth in sorted.indices.reversed() {
            closable[depth] = closable[depth + 1]
            guard !start.missing.isEmpty else { continue }
            closable[depth][sorted[depth].group] += sorted[depth].wholeSize
        }
        self.closable = closable
        best = cost
        self.least = least
        self.budget = budget
        lots = Array(repeating: 0, count: sorted.count)
    }

    var isComplete: Bool { budget > 0 }

    private func isOfInterest(_ bound: Int128) -> Bool { bound < best - least }

    /// The lots to close, by position.
    var cuts: [(index: Int, lots: Int)]? {
        bestLots.map { found in
            zip(items, found).filter { $1 > 0 }.map { ($0.index, $1) }.sorted { $0.0 < $1.0 }
        }
    }

    /// No set costs less than this. `nil` when none covers the needs.
    var bound: Int128? { relaxations[0].cost(gaining: money.shortage(start)) }

    mutating func run() {
        guard !items.isEmpty else {
            if money.covers(start), best > 0 { (best, bestLots) = (0, []) }
            return
        }
        descend(0, start)
    }

    private mutating func descend(_ depth: Int, _ standing: CutStanding) {
        let item = items[depth]
        let later = closable[depth + 1]
        let missing = standing.missing
        let least = item.lots(
            closing: missing.isEmpty ? 0 : missing[item.group] - later[item.group])
        visitClosing(depth, standing)
        guard depth + 1 < items.count else {
            if let count = fewest(depth, standing, from: least) { take(count, depth, standing) }
            return
        }
        let around = around(depth, standing)
        if least == 0, let bound = bound(0, depth, around), isOfInterest(bound),
            isComplete
        {
            visit(0, depth, standing)
        }
        let first = item.allowed(from: max(1, least))
        guard first <= item.lots else { return }
        visitAround(first...item.lots, depth, standing, around)
    }

    /// An isolated position closed whole, and its pool with it.
    private mutating func visitClosing(_ depth: Int, _ standing: CutStanding) {
        guard let closing = items[depth].closing else { return }
        var after = standing
        after.closeWhole(items[depth], closing)
        budget -= 1
        guard isComplete,
            let bound = relaxations[depth + 1].cost(gaining: money.shortage(after)),
            isOfInterest(bound + after.cost)
        else { return }
        lots[depth] = closing.lots
        guard depth + 1 == items.count else { return descend(depth + 1, after) }
        if money.covers(after) { (best, bestLots) = (after.cost, lots) }
    }

    /// The last position's lots complete a set.
    private mutating func take(_ count: Int, _ depth: Int, _ standing: CutStanding) {
        let total = standing.cost + items[depth].cost(count)
        guard total < best else { return }
        lots[depth] = count
        (best, bestLots) = (total, lots)
    }

    /// The fewest lots of the last position with which the money covers every pool.
    private func fewest(_ depth: Int, _ standing: CutStanding, from least: Int) -> Int? {
        let item = items[depth]
        func covers(_ count: Int) -> Bool {
            var after = standing
            after.close(count, of: item)
            return money.covers(after)
        }
        var tooFew = item.allowed(from: least)
        if covers(tooFew) { return tooFew }
        if item.releasedPerLot == 0 {
            // As few as would do if steps could be split.
            guard let count = item.fewest(gaining: money.shortage(standing), from: least) else {
                return nil
            }
            if covers(count) { return count }
            tooFew = max(tooFew, count)
        }
        var enough = max(tooFew, item.mostUsefulLots)
        guard covers(enough) else { return nil }
        while enough - tooFew > 1 {
            let middle = tooFew + (enough - tooFew) / 2
            if covers(middle) { enough = middle } else { tooFew = middle }
        }
        return item.allowed(from: enough)
    }

    private mutating func visit(_ count: Int, _ depth: Int, _ standing: CutStanding) {
        lots[depth] = count
        var after = standing
        after.close(count, of: items[depth])
        descend(depth + 1, after)
    }

    /// Tries counts from the one with the lowest bound outward, the lower bound next.
    private mutating func visitAround(
        _ counts: ClosedRange<Int>, _ depth: Int, _ standing: CutStanding, _ around: Around
    ) {
        let center = lowest(counts, depth, around)
        var (below, above) = (center - 1, center)
        func bounded(_ count: Int, _ search: inout Self) -> Int128? {
            guard counts.contains(count), let bound = search.bound(count, depth, around),
                search.isOfInterest(bound)
            else { return nil }
            return bound
        }
        var (left, right) = (bounded(below, &self), bounded(above, &self))
        while isComplete {
            // The best set may have become cheaper since a bound was computed.
            if let up = right, isOfInterest(up), up <= left ?? .max {
                visit(above, depth, standing)
                above += 1
                right = bounded(above, &self)
            } else if let down = left, isOfInterest(down) {
                visit(below, depth, standing)
                below -= 1
                left = bounded(below, &self)
            } else {
                return
            }
        }
    }

    /// Where the bound, convex in the count and absent where too few lots are left to gain, is
    /// lowest.
    private mutating func lowest(
        _ counts: ClosedRange<Int>, _ depth: Int, _ around: Around
    ) -> Int {
        var (low, high) = (counts.lowerBound, counts.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            let here = bound(middle, depth, around)
            let next = bound(middle + 1, depth, around)
            let isLow =
                here.map { $0 <= next ?? .max }
                // Out of reach on this side: the way back is where the gain rises.
                ?? (items[depth].gain(middle + 1) <= items[depth].gain(middle))
            if isLow { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private mutating func bound(_ count: Int, _ depth: Int, _ around: Around) -> Int128? {
        budget -= 1
        let item = items[depth]
        let shortage =
            around.shortage + money.counted(around.need - item.gain(count), of: item.pool)
            - Int128(count) * item.releasedPerLot
        return relaxations[depth + 1].cost(gaining: shortage)
            .map { $0 + around.cost + item.cost(count) }
    }

    /// A standing as the bounds of one position's lots see it.
    private struct Around {
        /// What the other pools miss beyond the money.
        let shortage: Int128
        let need: Int128
        let cost: Int128
    }

    private func around(_ depth: Int, _ standing: CutStanding) -> Around {
        let pool = items[depth].pool
        let need = standing.needs[pool]
        return Around(
            shortage: money.shortage(standing) - money.counted(need, of: pool), need: need,
            cost: standing.cost)
    }
}
