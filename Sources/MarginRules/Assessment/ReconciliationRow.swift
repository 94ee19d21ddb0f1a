package import MarginModel

/// A figure that the venue reports and that our recomputation does not give.
package struct ReconciliationRow: Sendable {
    /// `equity`, `positions[0].liquidationPrice`.
    package let field: String
    package let reported: Exact
    /// `nil`: withheld, or there is none.
    package let computed: Exact?
    package let cause: ReconciliationCause
    /// The value that the cause rests on: the other mark price, the other fee rate.
    package let detail: String?

    package init(
        field: String, reported: Exact, computed: Exact?, cause: ReconciliationCause,
        detail: String? = nil
    ) {
        self.field = field
        self.reported = reported
        self.computed = computed
        self.cause = cause
        self.detail = detail
    }

    /// Reported − computed.
    package var difference: Exact? { computed.map { reported - $0 } }

    /// The cause in a sentence, with what it rests on.
    package var explanation: String {
        detail.map { "\(cause.sentence.dropLast()) (\($0))." } ?? cause.sentence
    }
}

/// Why a reported figure differs from the recomputed one. Every cause but the last four was put in,
/// and gave the venue's value.
package enum ReconciliationCause: String, Hashable, Sendable, CaseIterable {
    case rounded
    case markEdited = "mark-edited"
    case entryValue = "entry-value"
    case olderRule = "older-rule"
    case olderRuleWithoutFee = "older-rule-without-fee"
    case newerRule = "newer-rule"
    case feeTier = "fee-tier"
    case feeLeftOut = "fee-left-out"
    case feeRounded = "fee-rounded"
    case oneTick = "one-tick"
    case otherPositionsMissing = "other-positions-missing"
    case tierKept = "tier-kept"
    case ordersLeftOut = "orders-left-out"
    case haircutLeftOut = "haircut-left-out"
    case isolatedIncluded = "isolated-included"
    case fetchedApart = "fetched-apart"
    case withheld
    case notSought = "not-sought"
    case unknown

    package var sentence: String {
        switch self {
        case .rounded: "The reported figure is ours, cut or rounded to its digits."
        case .markEdited: "Another mark price, which the other reported figures imply, gives it."
        case .entryValue: "It is taken at the entry price, not at the mark."
        case .olderRule: "The rule of before 2025, with margins on the entry value, gives it."
        case .olderRuleWithoutFee:
            "The rule of before 2025 without the fee to close gives it."
        case .newerRule: "The rule in force since 2025, with margins on the mark value, gives it."
        case .feeTier: "Another taker fee gives it."
        case .feeLeftOut: "Without the taker fee it comes out."
        case .feeRounded:
            "A fee or funding that the venue prints rounded gives it, within the digits printed."
        case .oneTick:
            "It is one price tick on the safe side of ours, as OKX shows isolated positions."
        case .otherPositionsMissing: "Without the pool's other positions it comes out."
        case .tierKept: "The tier at the mark was kept where the price calls for another."
        case .ordersLeftOut: "Without the open orders it comes out."
        case .haircutLeftOut: "With all collateral counted in full it comes out."
        case .isolatedIncluded: "It holds the isolated positions' money too."
        case .fetchedApart:
            "It is within a percent of the requirement, as far as the marks can have moved between the "
                + "venue's answers."
        case .withheld: "Ours is withheld: something that it depends on is missing."
        case .notSought: "The book is too large to look for a cause of every difference."
        case .unknown: "No cause that was tried gives the reported figure."
        }
    }
}

extension Venue {
    /// `figure` with the digits that the venue prints.
    package func twin(of figure: Exact) -> Exact {
        rules.printed(figure).map { Exact($0) } ?? figure
    }
}
