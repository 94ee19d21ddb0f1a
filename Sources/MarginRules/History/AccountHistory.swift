package import MarginModel

/// What is remembered of an account from report to report, oldest first.
package struct AccountHistory: Hashable, Sendable {
    /// More than a year of days; the oldest go first.
    package static let limit = 400

    package let standings: [Standing]

    /// - Parameter standings: In any order; of two at one instant the later in the list stays.
    package init(_ standings: [Standing]) {
        var byInstant: [Instant: Standing] = [:]
        for standing in standings { byInstant[standing.asOf] = standing }
        self.standings = byInstant.values.sorted { $0.asOf < $1.asOf }.suffix(Self.limit)
    }

    /// The newest standing before `instant`. A report that is written again therefore compares with
    /// the same one as the first time.
    package func last(before instant: Instant) -> Standing? {
        standings.last { $0.asOf < instant }
    }

    /// With `standing` in its place. What a comparison needs is kept of the newest two alone: the
    /// next report compares with one of them, whether it is new or written again.
    package func adding(_ standing: Standing) -> AccountHistory {
        let all = AccountHistory(standings + [standing]).standings
        return AccountHistory(
            all.enumerated().map { index, standing in
                guard index < all.count - 2 else { return standing }
                var short = standing
                short.holdings = []
                short.pendingDeposits = []
                return short
            })
    }
}

extension Standing {
    /// What is worth remembering of `assessment`: figures exact where they end, else to 24 digits.
    package init(_ assessment: Assessment) {
        let decimal = { (value: Exact?) in value.flatMap { Decimal($0.description) } }
        let account = assessment.account
        self.init(
            asOf: account.asOf,
            level: assessment.state,
            worstPool: assessment.worstPool?.id,
            pools: assessment.pools.map { pool in
                Pool(
                    id: pool.id, asset: pool.asset, equity: decimal(pool.equity),
                    requirement: decimal(pool.requirement), ratio: decimal(pool.ratio),
                    unrealizedPnl: decimal(pool.unrealizedPnl),
                    availableBalance: decimal(pool.availableBalance))
            },
            holdings: assessment.positions.map { assessed in
                Holding(
                    symbol: assessed.position.symbol, side: assessed.position.side,
                    pool: assessed.pool, quantity: assessed.position.quantity,
                    markPrice: assessed.position.markPrice)
            },
            pendingDeposits: account.deposits.filter { $0.status == .pending })
    }
}
