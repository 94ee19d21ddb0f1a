package import MarginModel
package import MarginRules

/// One figure of an account: what it is, its value or why there is none, and where it is from.
///
/// Every form for people writes it with `NumberFormat.text`, so that no two of them round or word it
/// differently.
package struct Fact: Sendable {
    package enum ID: String, Sendable, CaseIterable {
        /// Equity less the requirement: a deficit where it is negative.
        case excess
        case equity, requirement, marginUse, nativeRatio, jointMove, unrealizedPnl
        case availableBalance, initialMargin, maintenanceMargin
        case markPrice, entryPrice, liquidationPrice, distance, bankruptcyPrice
    }

    package enum Value: Sendable {
        case figure(Exact)
        /// Known not to be there.
        case none(Absence)
        /// Not known. The reason is `nil` where another figure of the same account gives it.
        case withheld(AssessmentReason?)
    }

    /// Why there is no figure, though nothing is missing.
    package enum Absence: Sendable, CaseIterable {
        /// Nothing is left that a requirement could be held against.
        case noEquity
        /// No position asks for margin.
        case noRequirement
        /// The venue alone computes it, by portfolio margin.
        case notComputed
        /// The account is past its trigger: a move would be the way back.
        case passed
        /// No price brings it about.
        case unreachable
        /// No market goes so far.
        case outOfReach
        /// An isolated position has its own margin and no free balance.
        case isolated
    }

    package enum Unit: Sendable {
        /// An amount of a coin.
        case money(String)
        /// A share of equity.
        case marginUse
        /// A venue's own ratio, as a fraction.
        case ratio
        /// Percent of the price, negative for a fall.
        case move
        /// A computed price, to the step of its market where that is known.
        case price(tick: Decimal?)
        /// A price that was given, with every digit.
        case given
    }

    package enum Source: Sendable, Equatable {
        /// Computed by the venue's rules.
        case rules
        /// Taken from the account as it is.
        case account
        /// The venue's own figure.
        case venue
    }

    package let id: ID
    package let value: Value
    package let unit: Unit
    package let source: Source
    package let asOf: Instant
    /// Against the report before.
    package var change: Exact?

    package var figure: Exact? { if case .figure(let value) = value { value } else { nil } }
    package var isWithheld: Bool { if case .withheld = value { true } else { false } }
    package var absence: Absence? { if case .none(let absence) = value { absence } else { nil } }
}

extension Fact.Value {
    /// Margin use and the ratios that are made of the same two figures.
    package static func use(
        _ ratio: Exact?, of equity: Exact?, because reason: AssessmentReason? = nil
    ) -> Fact.Value {
        if let ratio { return .figure(ratio) }
        return equity.map { !$0.isPositive } ?? false ? .none(.noEquity) : .withheld(reason)
    }

    /// A move of prices to the trigger, of an account that stands; with none the trigger is out of the way.
    package static func move(_ percent: Exact?) -> Fact.Value {
        guard let percent else { return .none(.unreachable) }
        return AccountFacts.isOutOfReach(percent) ? .none(.outOfReach) : .figure(percent)
    }
}

extension AssessmentReason {
    /// Whether it takes a figure away, or only says how to read one.
    package var isWithholding: Bool {
        // The venue's level of a portfolio margin account is a fact.
        let isLevel = code == .portfolioMargin && place == "reported"
        return !isLevel && !Self.labels.contains(code)
    }

    private static let labels: Set<ReasonCode> = [
        .indicativePrice, .sheetLaterThanAccount, .stepUnknown, .testnet, .noPosition,
        .noLiquidation, .implausible,
    ]
}
