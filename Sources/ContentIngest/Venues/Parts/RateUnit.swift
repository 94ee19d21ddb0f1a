import MarginModel

/// Whether a venue wrote rates as fractions or as percent. Both occur for the same member, so the
/// numbers beside it decide: initial margin times leverage is 1, or 100.
enum RateUnit {
    case fraction, percent

    /// `nil` where the rows contradict each other or fit neither.
    static func decided(by rows: [(initialRate: Decimal, leverage: Decimal)]) -> RateUnit? {
        let units = Set(rows.map { unit($0.initialRate, $0.leverage) })
        return units.count == 1 ? units.first ?? nil : nil
    }

    private static func unit(_ rate: Decimal, _ leverage: Decimal) -> RateUnit? {
        guard let product = rate.multiplied(by: leverage) else { return nil }
        // Rates and leverages are rounded: 0.0111 × 90 is 0.999.
        let one = Decimal(significand: 9, scale: 1)...Decimal(significand: 11, scale: 1)
        if one.contains(product) { return .fraction }
        return (Decimal(90)...Decimal(110)).contains(product) ? .percent : nil
    }

    /// `rate` as a fraction.
    func fraction(_ rate: Decimal) -> Decimal {
        switch self {
        case .fraction: rate
        case .percent:
            rate.scale <= 36 ? Decimal(significand: rate.significand, scale: rate.scale + 2) : rate
        }
    }
}
