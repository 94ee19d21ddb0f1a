/// Tiers as a book counts them: inside tier k a measured amount N costs rate × N − amount.
///
/// Maintenance tiers and collateral slabs are both ladders: what a slab's rate gives is a cost below
/// zero. Bounds, rates and amounts are integers of their own units.
///
/// A class with storage of its own, written once, so that nothing is counted or copied where a search
/// walks through it.
final class Ladder<N: Ring>: @unchecked Sendable {
    /// Upper bounds, included. One less than there are tiers where the last has no end.
    let bounds: UnsafeMutableBufferPointer<N>
    /// The bounds to fifteen digits.
    let near: UnsafeMutableBufferPointer<Double>
    let rates: UnsafeMutableBufferPointer<N>
    let amounts: UnsafeMutableBufferPointer<N>
    /// Whether the cost rises ever faster and without a jump.
    let isConvex: Bool
    let last: Int
    /// Whether figures end where the last tier does.
    let hasEnd: Bool

    init(bounds: [N], rates: [N], amounts: [N], isConvex: Bool) {
        func kept<Value>(_ values: [Value]) -> UnsafeMutableBufferPointer<Value> {
            let storage = UnsafeMutableBufferPointer<Value>.allocate(capacity: values.count)
            _ = storage.initialize(from: values)
            return storage
        }
        self.bounds = kept(bounds)
        near = kept(bounds.map(\.double))
        self.rates = kept(rates)
        self.amounts = kept(amounts)
        self.isConvex = isConvex
        last = rates.count - 1
        hasEnd = bounds.count == rates.count
    }

    deinit {
        for storage in [bounds, rates, amounts] {
            storage.deinitialize()
            storage.deallocate()
        }
        near.deallocate()
    }
}

/// A ladder and the units of its three columns.
struct ScaledLadder<N: CompilingRing>: Sendable {
    let ladder: Ladder<N>
    let boundUnit: BookUnit<N>
    let rateUnit: BookUnit<N>
    let amountUnit: BookUnit<N>
    /// The largest of each column.
    let largest: (bound: Double, rate: Double, amount: Double)

    /// `nil` where the width does not hold a figure.
    init?(bounds: [Exact], rates: [Exact], amounts: [Exact], isConvex: Bool) {
        guard let (boundUnit, bounds) = Self.counted(bounds),
            let (rateUnit, rates) = Self.counted(rates),
            let (amountUnit, amounts) = Self.counted(amounts)
        else { return nil }
        ladder = Ladder(bounds: bounds, rates: rates, amounts: amounts, isConvex: isConvex)
        self.boundUnit = boundUnit
        self.rateUnit = rateUnit
        self.amountUnit = amountUnit
        largest = (Self.largest(bounds), Self.largest(rates), Self.largest(amounts))
    }

    private static func counted(_ values: [Exact]) -> (BookUnit<N>, [N])? {
        var unit = BookUnit<N>()
        for value in values where !unit.refine(for: value) { return nil }
        let counts = values.compactMap { unit.count($0) }
        return counts.count == values.count ? (unit, counts) : nil
    }

    private static func largest(_ values: [N]) -> Double {
        values.reduce(0) { max($0, abs($1.double)) }
    }
}
