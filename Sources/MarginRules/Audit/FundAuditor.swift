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
