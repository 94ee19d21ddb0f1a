import MarginModel

/// Compares every figure that the venue reports with our recomputation, and looks for the cause of
/// each disagreement.
struct Reconciler {
    let account: Account
    let conditions: MarginConditions
    let assessment: Assessment

    /// Recomputing a pool's figures costs with its size, so that a book of a thousand positions
    /// with a thousand wrong prices must not be recomputed for each.
    private static let budget = 20_000

    /// The figures that differ by more than a tick, in the order of the account's parts.
    func rows() -> [ReconciliationRow] {
        guard account.reported != nil || account.positions.contains(where: { $0.reported != nil })
        else { return [] }
        var budget = Self.budget
        return ReportedField.all(of: account).compactMap { row(of: $0, &budget) }
    }

    private func row(of field: ReportedField, _ budget: inout Int) -> ReconciliationRow? {
        var measure = ReconciliationMeasure(field: field, account: account, conditions)
        guard isInUnit(field, &measure) else { return nil }
        let computed = field.computed(in: assessment)
        if measure.agrees(computed) { return nil }
        let found =
            computed == nil && !hasNoPrice(field)
            ? CauseFinder.Found(cause: .withheld) : cause(of: field, measure, &budget)
        let isApart = found.cause == .unknown && isWithinMarks(field, measure.reported, computed)
        return ReconciliationRow(
            field: field.name, reported: measure.reported, computed: computed,
            cause: isApart ? .fetchedApart : found.cause, detail: found.detail)
    }

    /// Whether a figure of the account is off by no more than marks move between two answers of the
    /// venue: by a percent of the requirement, or of the ratio.
    private func isWithinMarks(
        _ field: ReportedField, _ reported: Exact, _ computed: Exact?
    ) -> Bool {
        guard field.subject == .account, let computed else { return false }
        let whole = field.figure == .marginRatio ? computed : assessment.reportedPool?.requirement
        guard let whole else { return false }
        return (reported - computed).magnitude * 100 <= whole.magnitude
    }

    /// Whether a total can be compared with the pool's: one in dollars is put into the pool's coin where
    /// the coin's price is known, and taken as it is for a dollar coin.
    private func isInUnit(
        _ field: ReportedField, _ measure: inout ReconciliationMeasure
    ) -> Bool {
        guard field.subject == .account, field.figure != .marginRatio,
            let unit = account.rules.totalsAsset(of: account), let pool = assessment.reportedPool,
            pool.asset != unit
        else { return true }
        guard unit == "USD" else { return false }
        if let price = account.collateral.first(where: { $0.asset == pool.asset })?.indexPrice {
            measure.put(intoCoinAt: Exact(price))
            return true
        }
        return pool.asset.hasPrefix("USD")
    }

    private func cause(
        of field: ReportedField, _ measure: ReconciliationMeasure, _ budget: inout Int
    ) -> CauseFinder.Found {
        let unknown = CauseFinder.Found(cause: .unknown)
        if let (own, field) = alone(field) {
            let assessed = MarginCalculator(conditions).assess(own, solving: false)
            return CauseFinder(
                field: field, measure: measure, account: own, conditions: conditions,
                assessment: assessed
            ).find() ?? unknown
        }
        let count = account.positions.count
        let cost = field.figure.isPrice ? count * count : count
        guard cost <= budget else { return CauseFinder.Found(cause: .notSought) }
        budget -= cost
        return CauseFinder(
            field: field, measure: measure, account: account, conditions: conditions,
            assessment: assessment
        ).find() ?? unknown
    }

    /// The account with only the positions that a position's own figure depends on: itself and, where
    /// they have one tier, its family. `nil` where the figure is of a pool.
    private func alone(_ field: ReportedField) -> (Account, ReportedField)? {
        guard case .position(let index) = field.subject, field.figure.isOfPositionAlone else {
            return nil
        }
        let own = account.positions[index]
        let family = ContractNames.family(of: own.symbol)
        let kept = account.positions.indices.filter { other in
            other == index
                || (account.rules.tiersByFamily && family != nil
                    && ContractNames.family(of: account.positions[other].symbol) == family)
        }
        var alone = account
        alone.positions = kept.map { account.positions[$0] }
        let place = kept.firstIndex(of: index) ?? 0
        return (
            alone,
            ReportedField(
                subject: .position(place), figure: field.figure, reported: field.reported)
        )
    }

    /// Whether our answer is that there is no liquidation price, not that none can be computed.
    private func hasNoPrice(_ field: ReportedField) -> Bool {
        guard field.figure == .liquidationPrice, case .position(let index) = field.subject else {
            return false
        }
        let pool = assessment.pool(assessment.positions[index].pool)
        return assessment.positions[index].maintenanceMargin != nil && pool?.requirement != nil
            && pool?.equity != nil
    }
}

/// When two values of one field are the same to the venue.
///
/// A tick is one unit of what the venue prints. Of a price it is the contract's tick, where the sheet has
/// it, else the last digit reported, unless the venue prints prices as it prints money.
struct ReconciliationMeasure: Sendable {
    /// What the venue says; a short's notional without its sign.
    private(set) var reported: Exact
    private var tick: Exact
    private let isLiquidation: Bool

    init(field: ReportedField, account: Account, _ conditions: MarginConditions) {
        let value = Exact(field.reported)
        reported = field.figure == .notional ? value.magnitude : value
        isLiquidation = field.figure == .liquidationPrice
        let step: Decimal? =
            if case .position(let index) = field.subject, field.figure.isPrice {
                conditions.sheet?.instrument(account.positions[index].symbol)?.tickSize
                    ?? Decimal(significand: 1, scale: field.reported.scale)
            } else { nil }
        tick = account.rules.unit(of: value, priceStep: step)
    }

    /// Counts dollars in a coin of `price` dollars, whose digits bound what can be told.
    mutating func put(intoCoinAt price: Exact) {
        guard let converted = reported.divided(by: price) else { return }
        reported = converted
        tick = max(tick, converted.magnitude * Exact(Decimal(significand: 1, scale: 7)))
    }

    func agrees(_ computed: Exact?) -> Bool {
        guard let computed else {
            // Binance writes "0" where there is no liquidation price.
            return isLiquidation && reported.isZero
        }
        return (computed - reported).magnitude <= tick
    }

    /// Whether a change of `amount` would be seen.
    func sees(_ amount: Exact) -> Bool { amount.magnitude > tick * 10 }
}
