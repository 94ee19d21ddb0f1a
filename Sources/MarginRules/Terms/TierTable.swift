import MarginModel

/// One contract of a venue sheet, made ready for arithmetic once for all accounts.
final class TierTable: Sendable {
    let sheet: SymbolSheet
    let names: ContractNames
    let instrument: Instrument?
    /// The first instant of the sheet's date. `nil` where the date has none.
    let start: Instant?
    /// Upper bounds, included, in rising order; rates and amounts of the same tiers.
    let bounds: [Exact]
    let rates: [Exact]
    let amounts: [Exact]
    /// The bounds to fifteen digits; no number where 128 bits do not hold one.
    private let estimates: [Double]
    /// Whether value × rate − amount rises without a jump and ever faster, as the venues' own
    /// tables do: then a pool's surplus has no more than two roots.
    let isConvex: Bool
    /// `nil` where a figure of the table has too many digits.
    let narrow: ScaledLadder<Narrow>?
    /// What the sheet's source key stands for.
    let source: String

    init(_ sheet: SymbolSheet, instrument: Instrument?, source: String) {
        self.sheet = sheet
        self.source = source
        self.instrument = instrument
        names = ContractNames(sheet)
        start = sheet.asOf.start
        bounds = sheet.tiers.map { Exact($0.upperBound) }
        estimates = bounds.map { $0.estimate ?? .nan }
        rates = sheet.tiers.map { Exact($0.maintenanceMarginRate) }
        amounts = sheet.tiers.map { Exact($0.maintenanceAmount) }
        var isConvex = true
        for index in bounds.indices.dropFirst() {
            let gap =
                bounds[index - 1] * (rates[index] - rates[index - 1])
                - (amounts[index] - amounts[index - 1])
            isConvex = isConvex && gap.isZero && rates[index] >= rates[index - 1]
        }
        self.isConvex = isConvex
        narrow = ScaledLadder(
            bounds: bounds, rates: rates, amounts: amounts, isConvex: isConvex)
    }

    /// The table in integers of one width.
    func scaled<N: CompilingRing>() -> ScaledLadder<N>? {
        ScaledLadder(bounds: bounds, rates: rates, amounts: amounts, isConvex: isConvex)
    }

    /// The tier with lower < x ≤ upper; the first also covers 0. `nil` beyond the last.
    func tier(for measure: Exact) -> Int? {
        guard let near = measure.estimate else { return bounds.firstIndex { measure <= $0 } }
        let room = abs(near) * 1e-9
        return bounds.indices.firstIndex { index in
            let bound = estimates[index]
            if near + room < bound { return true }
            if near - room > bound { return false }
            return measure <= bounds[index]
        }
    }

    /// The same as the sheet's row.
    func row(for measure: Exact) -> MaintenanceTier? { tier(for: measure).map { sheet.tiers[$0] } }
}

/// Integers that a contract's tiers can be counted in.
protocol TierRing: CompilingRing {
    static func ladder(of table: TierTable) -> ScaledLadder<Self>?
}

extension TierRing {
    static func ladder(of table: TierTable) -> ScaledLadder<Self>? { table.scaled() }
}

extension Narrow: TierRing {
    /// Counted once for all accounts.
    static func ladder(of table: TierTable) -> ScaledLadder<Narrow>? { table.narrow }
}

extension Wide256: TierRing {}
extension BigInt: TierRing {}
