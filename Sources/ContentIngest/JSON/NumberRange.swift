import MarginModel

/// Which numbers a format accepts in a place.
enum NumberRange: Sendable {
    case any, positive, notNegative
    /// From 0 to 1.
    case fraction
    /// From -1 to 1.
    case signedFraction

    func contains(_ value: Decimal) -> Bool {
        switch self {
        case .any: true
        case .positive: value.isPositive
        case .notNegative: !value.isNegative
        case .fraction: !value.isNegative && value <= .one
        case .signedFraction: value <= .one && value.negated <= .one
        }
    }

    var id: String {
        switch self {
        case .any, .positive: "not-positive"
        case .notNegative: "negative"
        case .fraction, .signedFraction: "out-of-range"
        }
    }

    /// How a message goes on after the number.
    var complaint: String {
        switch self {
        case .any: ""
        case .positive: ", which is not above zero"
        case .notNegative: ", which is below zero"
        case .fraction: ", which is not between 0 and 1"
        case .signedFraction: ", which is not between -1 and 1"
        }
    }

    var hint: String {
        switch self {
        case .any, .positive: "Write a number above zero, or leave the key out when there is none"
        case .notNegative: "Write zero or more, or leave the key out when there is none"
        case .fraction, .signedFraction: "Write a fraction, not percent: 0.004 for 0.4 %"
        }
    }
}
