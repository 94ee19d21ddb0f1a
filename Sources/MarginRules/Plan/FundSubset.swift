import MarginModel

/// Some of the owner's funds, used together.
struct FundSubset {
    let funds: [AvailableFunds]
    /// What they can credit at most.
    let credited: Exact
    let fee: Exact

    private static let mostFunds = 8

    /// All funds that arrive in time, as if none cost a fee.
    static func whole(
        of account: Account, pool: PoolAssessment, policy: Policy
    ) -> FundSubset {
        let coin = PoolFunding(account: account, pool: pool).coin
        let usable = DepositPlanner(account: account, policy: policy).usable(for: coin).usable
        return FundSubset(
            funds: usable.map(\.funds), credited: usable.map(\.credited).sum(), fee: .zero)
    }

    /// Every subset of the funds that arrive in time, cheapest first; those that cost nothing are in
    /// all of them. Not all when there are too many funds with a fee: then the largest ones.
    static func all(
        of account: Account, pool: PoolAssessment, policy: Policy
    ) -> (subsets: [FundSubset], isComplete: Bool) {
        let coin = PoolFunding(account: account, pool: pool).coin
        let usable = DepositPlanner(account: account, policy: policy).usable(for: coin).usable
        var subsets = [
            FundSubset(
                funds: usable.filter(\.fee.isZero).map(\.funds),
                credited: usable.filter(\.fee.isZero).map(\.credited).sum(), fee: .zero)
        ]
        let paid = usable.filter { !$0.fee.isZero }.sorted { $0.credited > $1.credited }
        for transfer in paid.prefix(mostFunds) {
            subsets += subsets.map { subset in
                FundSubset(
                    funds: subset.funds + [transfer.funds],
                    credited: subset.credited + transfer.credited, fee: subset.fee + transfer.fee)
            }
        }
        return (subsets.sorted { $0.fee < $1.fee }, paid.count <= mostFunds)
    }
}
