import MarginModel

/// The rows of "Fund": what has arrived, and which sources are used in which order.
enum FundAuditor {
    static func deposits(of account: Account) -> [DepositTotal] {
        Dictionary(grouping: account.deposits, by: \.asset)
            .map { asset, deposits in
                func total(_ status: Deposit.Status) -> (sum: Exact, count: Int) {
                    let amounts = deposits.filter { $0.status == status }.map { Exact($0.amount) }
                    return (amounts.sum(), amounts.count)
                }
                let (confirmed, pending, failed) = (
                    total(.confirmed), total(.pending), total(.failed)
                )
                return DepositTotal(
                    asset: asset, confirmed: confirmed.sum, pending: pending.sum,
                    failed: failed.sum, confirmedCount: confirmed.count,
                    pendingCount: pending.count, failedCount: failed.count)
            }
            .sorted { $0.asset < $1.asset }
    }

    /// The plan's own choice, read off its steps.
    static func sources(of account: Account, plan: ActionPlan) -> AuditRow<FundingSources> {
        guard !account.funds.isEmpty else {
            return .notComputable("the account lists no funds that could be sent")
        }
        var used: [FundingSources.Use] = []
        for step in plan.steps where step.kind == .deposit {
            guard let amount = step.amount, let asset = step.asset else { continue }
            used.append(
                FundingSources.Use(
                    order: used.count + 1, asset: asset, amount: amount, fee: step.cost,
                    reason: step.reason))
        }
        let perAsset = Dictionary(grouping: used, by: \.asset).values.map(\.count)
        return .found(
            FundingSources(
                used: used,
                refused: plan.skipped.filter { $0.kind == .deposit }.map {
                    FundingSources.Refusal(why: $0.why, source: $0.source)
                }, isSingleSource: perAsset.allSatisfy { $0 == 1 }))
    }
}

/// The transfers of one asset by status (Fund 4, FAQ gas).
///
/// A confirmed one is part of the wallet balance already; a pending or failed one changes nothing.
package struct DepositTotal: Sendable {
    package let asset: String
    package let confirmed: Exact
    package let pending: Exact
    package let failed: Exact
    package let confirmedCount: Int
    package let pendingCount: Int
    package let failedCount: Int
}

/// The sources that the plan draws on, in the order of use, and those it does not (Fund 5).
package struct FundingSources: Sendable {
    package struct Use: Sendable {
        /// From 1.
        package let order: Int
        package let asset: String
        /// What is credited.
        package let amount: Exact
        package let fee: Exact?
        package let reason: String
    }

    package struct Refusal: Sendable {
        package let why: String
        package let source: String
    }

    package let used: [Use]
    package let refused: [Refusal]
    /// Whether each asset comes from one source.
    package let isSingleSource: Bool
}
