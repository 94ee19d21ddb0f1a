import MarginModel

/// Which numbers a format accepts in a place.
enum NumberRange: Sendable {
    case any, positive, notNegative
    /// From 0 to 1.
    case fraction
    /// From 0 to 100.
    case percent
    /// From -1 to 1.
    case signedFraction
    /// From 0 to 1, without both.
    case properFraction
    /// A fee as a fraction, a rebate below zero: at most one percent.
    case feeRate
    /// Hours between two funding payments.
    case fundingInterval

    func contains(_ value: Decimal) -> Bool {
        switch self {
        case .any: true
        case .positive: value.isPositive
        case .notNegative: !value.isNegative
        case .fraction: !value.isNegative && value <= .one
        case .percent: !value.isNegative && value <= 100
        case .signedFraction: value <= .one && value.negated <= .one
        case .properFraction: value.isPositive && value < .one
        case .feeRate: value.magnitude <= Decimal(significand: 1, scale: 2)
        case .fundingInterval: Position.fundingIntervals.contains(value)
        }
    }

    var id: String {
        switch self {
        case .any, .positive: "not-positive"
        case .notNegative: "negative"
        case .fraction, .percent, .signedFraction, .properFraction, .feeRate, .fundingInterval:
            "out-of-range"
        }
    }

    /// How a message goes on after the number.
    var complaint: String {
        switch self {
        case .any: ""
        case .positive: ", which is not above zero"
        case .notNegative: ", which is below zero"
        case .fraction: ", which is not between 0 and 1"
        case .percent: ", which is not between 0 and 100"
        case .signedFraction: ", which is not between -1 and 1"
        case .properFraction: ", which is not between 0 and 1, without both"
        case .feeRate: ", which is a fee of more than one percent"
        case .fundingInterval:
            ", which is not between \(Position.fundingIntervals.lowerBound) and "
                + "\(Position.fundingIntervals.upperBound) hours"
        }
    }

    var hint: String {
        switch self {
        case .any, .positive: "Write a number above zero, or leave the key out when there is none"
        case .notNegative: "Write zero or more, or leave the key out when there is none"
        case .percent: "Write a number from 0 to 100"
        case .fundingInterval: "Write the hours from one funding payment to the next: 8"
        case .feeRate: "Write a fraction, not percent: 0.00055 for 0.055 %"
        case .properFraction: "Write a fraction below one: 0.5"
        case .fraction, .signedFraction: "Write a fraction, not percent: 0.004 for 0.4 %"
        }
    }
}
