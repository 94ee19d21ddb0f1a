import MarginModel

/// The moves that a stress table shows: from −`farthest` to +`farthest` percent.
struct StressGrid: Hashable, Sendable {
    let farthestPercent: Decimal
    let stepPercent: Decimal

    /// `nil` unless the step is positive, in the range, and no more than 100 times in it.
    init?(farthestPercent: Decimal, stepPercent: Decimal) {
        guard stepPercent.isPositive, farthestPercent >= stepPercent,
            Exact(farthestPercent) <= Exact(stepPercent) * 100
        else { return nil }
        self.farthestPercent = farthestPercent
        self.stepPercent = stepPercent
    }

    /// Rising, without 0: that is the account as it stands.
    var moves: [Exact] {
        var magnitudes: [Exact] = []
        var next = Exact(stepPercent)
        while next <= Exact(farthestPercent) {
            magnitudes.append(next)
            next += Exact(stepPercent)
        }
        return magnitudes.reversed().map { -$0 } + magnitudes
    }
}
