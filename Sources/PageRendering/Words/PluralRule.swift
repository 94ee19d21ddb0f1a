import MarginModel

/// How a language chooses the form of a word by a whole number (Unicode CLDR 46, cardinal rules).
enum PluralRule: String, Sendable, CaseIterable {
    /// Chinese, Japanese, Korean, Vietnamese, Thai, Indonesian.
    case none
    /// English, German, Dutch, Swedish, Italian, Turkish and many others.
    case one
    /// French, Portuguese of Brazil: zero is counted like one.
    case zeroAndOne = "zero-and-one"
    /// Czech, Slovak.
    case czech
    case polish
    /// Russian, Ukrainian.
    case russian
    case arabic

    /// What an entry with forms must hold.
    var forms: [PluralForm] {
        switch self {
        case .none: [.other]
        case .one, .zeroAndOne: [.one, .other]
        case .czech: [.one, .few, .other]
        case .polish, .russian: [.one, .few, .many, .other]
        case .arabic: [.zero, .one, .two, .few, .many, .other]
        }
    }

    /// The form that goes with a number. Fractions, for which some languages keep `other`, are not
    /// counted here.
    func form(of number: Int) -> PluralForm {
        let count = number.magnitude
        let (ten, hundred) = (count % 10, count % 100)
        return switch self {
        case .none: .other
        case .one: count == 1 ? .one : .other
        case .zeroAndOne: count <= 1 ? .one : .other
        case .czech: count == 1 ? .one : (2...4).contains(count) ? .few : .other
        case .polish:
            if count == 1 {
                .one
            } else {
                (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
            }
        case .russian:
            if ten == 1, hundred != 11 {
                .one
            } else {
                (2...4).contains(ten) && !(12...14).contains(hundred) ? .few : .many
            }
        case .arabic:
            switch count {
            case 0: .zero
            case 1: .one
            case 2: .two
            default: (3...10).contains(hundred) ? .few : hundred > 10 ? .many : .other
            }
        }
    }
}
