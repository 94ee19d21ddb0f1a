package import MarginModel

/// Everything besides the account and its plan that an audit looks at.
package struct AuditInputs: Sendable {
    /// What the account was assessed under.
    package let conditions: MarginConditions
    /// The sheets of all venues, for the comparison.
    package let sheets: [Venue: VenueSheet]
    /// Daily candles in US dollars by base asset: `BTC`.
    package let candles: [String: [Candle]]
    /// The site's betas; the account's own go before them.
    package let betas: BetaTable?
    package let grid: StressGrid
    /// How long a loan would be needed.
    package let loanHours: Decimal

    package init(
        conditions: MarginConditions, sheets: [Venue: VenueSheet] = [:],
        candles: [String: [Candle]] = [:], betas: BetaTable? = nil,
        grid: StressGrid = .standard, loanHours: Decimal = 72
    ) {
        self.conditions = conditions
        self.sheets = sheets
        self.candles = candles
        self.betas = betas
        self.grid = grid
        self.loanHours = loanHours
    }
}

/// The moves that a stress table shows: from −`farthest` to +`farthest` percent.
package struct StressGrid: Hashable, Sendable {
    package let farthestPercent: Decimal
    package let stepPercent: Decimal

    /// `nil` unless the step is positive and the table has at most 201 rows.
    package init?(farthestPercent: Decimal, stepPercent: Decimal) {
        guard stepPercent.isPositive, farthestPercent >= stepPercent,
            Exact(farthestPercent) <= Exact(stepPercent) * 100
        else { return nil }
        self.farthestPercent = farthestPercent
        self.stepPercent = stepPercent
    }

    private init(standardTo farthest: Decimal, by step: Decimal) {
        farthestPercent = farthest
        stepPercent = step
    }

    /// −30 % to +30 % by 5 %.
    package static let standard = StressGrid(standardTo: 30, by: 5)

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
