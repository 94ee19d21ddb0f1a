import MarginModel

/// Compares every figure that the venue reports with our recomputation, and looks for the cause of
/// each disagreement.
struct Reconciler {
    let account: Account
    let conditions: MarginConditions
    let assessment: Assessment

    /// The figures that differ by more than a tick, in the order of the account's parts.
    func rows() -> [ReconciliationRow] {
        guard account.reported != nil || account.positions.contains(where: { $0.reported != nil })
        else { return [] }
        return ReportedField.all(of: account).compactMap(row)
    }

    private func row(of field: ReportedField) -> ReconciliationRow? {
        let measure = ReconciliationMeasure(field: field, account: account, conditions)
        let computed = field.computed(in: assessment)
        if measure.agrees(computed) { return nil }
        var row = ReconciliationRow(
            field: field.name, reported: measure.reported, computed: computed, cause: .unknown)
        if computed == nil, !hasNoPrice(field) {
            row = ReconciliationRow(
                field: field.name, reported: measure.reported, computed: nil, cause: .withheld)
            return row
        }
        let finder = CauseFinder(
            field: field, measure: measure, account: account, conditions: conditions,
            assessment: assessment)
        guard let found = finder.find() else { return row }
        return ReconciliationRow(
            field: field.name, reported: measure.reported, computed: computed, cause: found.cause,
            detail: found.detail)
    }

    /// Whether our answer is that there is no liquidation price, not that none can be computed.
    private func hasNoPrice(_ field: ReportedField) -> Bool {
        guard field.figure == .liquidationPrice, case .position(let index) = field.subject else {
            return false
        }
        return assessment.positions[index].maintenanceMargin != nil
            && assessment.pool(assessment.positions[index].pool)?.requirement != nil
    }
}

/// When two values of one field are the same to the venue.
///
/// A tick is one unit of what the venue prints: the 8th decimal of money and ratios at Binance and
/// Bybit (recorded responses: Binance cuts toward zero), the 12th digit at OKX, which computes in
/// binary floating point (recorded responses show its noise). Of a price it is the contract's tick,
/// where the sheet has it, else the last digit reported.
struct ReconciliationMeasure: Sendable {
    /// What the venue says; a short's notional without its sign.
    let reported: Exact
    private let tick: Exact
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
        if account.venue == .okx {
            // OKX prints prices as it prints money, with all digits of a double.
            tick = value.magnitude * Exact(Decimal(significand: 1, scale: 12))
        } else {
            tick = Exact(step ?? Decimal(significand: 1, scale: 8))
        }
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
