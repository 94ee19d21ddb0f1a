package import MarginModel

/// Sizes each position by volatility: risk budget ÷ (multiple × average true range) (Audit 2).
struct PositionSizer {
    let assessment: Assessment
    let inputs: AuditInputs

    private var policy: Policy { inputs.conditions.policy }

    func sizings() -> [PositionSizing] {
        assessment.positions.map { figures in
            PositionSizing(
                symbol: figures.position.symbol, side: figures.position.side,
                asset: assessment.pool(figures.pool)?.asset ?? "",
                actualQuantity: Exact(figures.position.quantity),
                riskBudgetPercent: Exact(policy.riskBudgetPercent),
                atrMultiple: Exact(policy.atrMultiple), figures: sizing(of: figures))
        }
    }

    private func sizing(of figures: PositionAssessment) -> AuditRow<PositionSizing.Figures> {
        guard let asset = figures.baseAsset, let candles = inputs.candles[asset],
            let last = candles.last
        else { return .notComputable("no candles of \(figures.baseAsset ?? "it")") }
        if let why = DailyMove.staleness(of: last, clock: inputs.conditions.clock) {
            return .notComputable(why)
        }
        guard let range = AverageTrueRange.measure(candles), range.isPositive else {
            return .notComputable(
                "\(candles.count) candles, and \(AverageTrueRange.periods + 1) are needed")
        }
        guard let pool = assessment.pool(figures.pool), let equity = pool.equity,
            equity.isPositive, DollarCoin.isOne(pool.asset)
        else { return .notComputable("no equity in dollars stands behind it") }
        let budget = equity * Exact(policy.riskBudgetPercent) * hundredth
        guard let coins = budget.divided(by: Exact(policy.atrMultiple) * range),
            let counted = counted(coins, of: figures)
        else { return .notComputable("the size of a contract or its mark is not known") }
        let step = inputs.conditions.sheet?.instrument(figures.position.symbol)?.quantityStep
        let quantity = step.map { counted.rounded(toMultipleOf: $0, .down) } ?? counted
        return .found(
            PositionSizing.Figures(
                averageTrueRange: range, periods: AverageTrueRange.periods,
                lastCandleAt: last.time, budget: budget, coins: coins, quantity: quantity,
                stepIsKnown: step != nil, rangesToLiquidation: ranges(to: figures, range),
                timesAllowed: Exact(figures.position.quantity).divided(by: counted)))
    }

    private func ranges(to figures: PositionAssessment, _ range: Exact) -> Exact? {
        let mark = figures.position.markPrice.map { Exact($0) }
        let ways = [figures.liquidationPriceBelow, figures.liquidationPriceAbove].compactMap {
            price in
            price.flatMap { price in mark.map { (price - $0).magnitude } }
        }
        guard !figures.isPastTrigger else { return nil }
        return ways.min()?.divided(by: range)
    }

    private var hundredth: Exact { Exact(Decimal(significand: 1, scale: 2)) }

    /// Coins as the position counts: the same ratio as its own quantity has to its own coins.
    private func counted(_ coins: Exact, of figures: PositionAssessment) -> Exact? {
        guard let notional = figures.notional, let mark = figures.position.markPrice else {
            return nil
        }
        let held =
            figures.position.contractType == .inverse
            ? notional : notional.divided(by: Exact(mark))
        guard let held else { return nil }
        return (coins * Exact(figures.position.quantity)).divided(by: held)
    }
}

/// A position's size by volatility and risk budget, beside its actual size (Audit 2).
package struct PositionSizing: Sendable {
    package struct Figures: Sendable {
        /// Average true range in the candles' quote, US dollars a coin.
        package let averageTrueRange: Exact
        package let periods: Int
        package let lastCandleAt: Instant
        /// Pool equity × risk budget %, in `asset`.
        package let budget: Exact
        /// budget ÷ (multiple × ATR), in base coins, before lots.
        package let coins: Exact
        /// The same as the position counts, cut down to whole lots where the lot is known.
        package let quantity: Exact
        package let stepIsKnown: Bool
        /// The way to the nearer liquidation price in average true ranges; `nil` where there is none.
        package let rangesToLiquidation: Exact?
        /// Actual ÷ allowed; `nil` when nothing is allowed.
        package let timesAllowed: Exact?
    }

    package let symbol: String
    package let side: PositionSide
    package let asset: String
    package let actualQuantity: Exact
    package let riskBudgetPercent: Exact
    package let atrMultiple: Exact
    package let figures: AuditRow<Figures>
}

/// Wilder's average true range.
///
/// True range = max(high − low, |high − close before|, |low − close before|). The first average is
/// the mean of 14 true ranges; each later one is (13 × the average before + true range) ÷ 14, kept
/// to 12 digits after the point, half to even. J. Welles Wilder, "New Concepts in Technical Trading
/// Systems", 1978.
enum AverageTrueRange {
    static let periods = 14
    private static let digits = 12

    /// In the candles' quote. `nil` with fewer than 15 candles: the first has no close before it.
    static func measure(_ candles: [Candle]) -> Exact? {
        let ranges = zip(candles, candles.dropFirst()).map { trueRange(of: $1, after: $0) }
        guard ranges.count >= periods else { return nil }
        var average = mean(ranges.prefix(periods).map(\.self).sum())
        for range in ranges.dropFirst(periods) {
            average = average.flatMap { mean($0 * Exact(periods - 1) + range) }
        }
        return average
    }

    private static func mean(_ sum: Exact) -> Exact? {
        sum.divided(by: Exact(periods))?.rounded(places: digits).map { Exact($0) }
    }

    private static func trueRange(of candle: Candle, after before: Candle) -> Exact {
        let (high, low) = (Exact(candle.high), Exact(candle.low))
        let close = Exact(before.close)
        return max(high - low, max((high - close).magnitude, (low - close).magnitude))
    }
}
