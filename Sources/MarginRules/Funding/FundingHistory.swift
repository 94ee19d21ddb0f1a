import MarginModel

/// Adds up the funding that the venue has booked, by symbol and asset.
enum FundingHistory {
    static func totals(of account: Account) -> AuditRow<[FundingTotal]> {
        guard !account.fundingPayments.isEmpty else {
            return .notComputable("the account lists no funding payments")
        }
        struct Key: Hashable {
            let symbol: String
            let asset: String
        }
        let groups = Dictionary(grouping: account.fundingPayments) {
            Key(symbol: $0.symbol, asset: $0.asset)
        }
        let totals = groups.compactMap { key, payments -> FundingTotal? in
            let instants = payments.map(\.at)
            guard let first = instants.min(), let last = instants.max() else { return nil }
            let amounts = payments.map { Exact($0.amount) }
            return FundingTotal(
                symbol: key.symbol, asset: key.asset,
                paid: -amounts.filter(\.isNegative).sum(),
                received: amounts.filter(\.isPositive).sum(), count: payments.count, first: first,
                last: last)
        }
        return .found(totals.sorted { ($0.symbol, $0.asset) < ($1.symbol, $1.asset) })
    }
}
