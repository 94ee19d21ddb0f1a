import MarginModel

/// Sets the account's credit line beside closing, for the plan's own target (FAQ loan).
///
/// interest = amount × APR ÷ 100 × hours ÷ 8,760: simple interest on a year of 365 days.
struct LoanAuditor {
    let assessment: Assessment
    let plan: ActionPlan
    let hours: Decimal

    /// The article calls credit above this too dear.
    static let thresholdPercent: Exact = 20
    private static let hoursAYear: Exact = 8_760

    func comparison() -> AuditRow<LoanComparison> {
        guard let line = assessment.account.creditLine else {
            return .notComputable("the account has no credit line")
        }
        guard let target = plan.targets.first(where: { $0.name == .target }),
            target.amount.isPositive
        else { return .notComputable("nothing is missing to the target, so nothing is borrowed") }
        let yearly =
            target.amount * Exact(line.aprPercent) * Exact(Decimal(significand: 1, scale: 2))
        guard let hourly = yearly.divided(by: Self.hoursAYear) else {
            return .notComputable("the year has hours")
        }
        let closing = costOfClosing
        return .found(
            LoanComparison(
                aprPercent: Exact(line.aprPercent),
                isAboveThreshold: Exact(line.aprPercent) > Self.thresholdPercent,
                thresholdPercent: Self.thresholdPercent, limit: Exact(line.limit),
                amount: target.amount, asset: target.asset, hours: Exact(hours),
                interest: hourly * Exact(hours), coversAmount: Exact(line.limit) >= target.amount,
                costOfClosing: closing, breakEvenHours: closing?.divided(by: hourly)))
    }

    /// The cheapest way of the plan's that closes positions, takes no deposit, and is proven.
    private var costOfClosing: Exact? {
        plan.alternatives
            .filter { way in
                let kinds = way.steps.map(\.kind)
                return way.isVerified && !kinds.contains(.deposit)
                    && (kinds.contains(.reduce) || kinds.contains(.close))
            }
            .compactMap(\.cost).min()
    }
}

/// The account's credit line beside closing, for the same cure (FAQ loan).
package struct LoanComparison: Sendable {
    package let aprPercent: Exact
    /// Above the article's 20 % a year.
    package let isAboveThreshold: Bool
    package let thresholdPercent: Exact
    package let limit: Exact
    /// What reaches the plan's target.
    package let amount: Exact
    package let asset: String
    package let hours: Exact
    /// amount × APR × hours ÷ 8,760.
    package let interest: Exact
    package let coversAmount: Bool
    /// Fees and slippage of closing instead; `nil` when closing alone does not cure.
    package let costOfClosing: Exact?
    /// The hours at which interest has cost as much as closing.
    package let breakEvenHours: Exact?
}
