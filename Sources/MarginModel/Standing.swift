/// How an account stood at one instant: what its next report is compared with.
package struct Standing: Hashable, Sendable {
    package struct Pool: Hashable, Sendable {
        package var id: String
        package var asset: String
        package var equity: Decimal?
        package var requirement: Decimal?
        package var ratio: Decimal?
        package var unrealizedPnl: Decimal?
        package var availableBalance: Decimal?

        package init(
            id: String, asset: String, equity: Decimal? = nil, requirement: Decimal? = nil,
            ratio: Decimal? = nil, unrealizedPnl: Decimal? = nil, availableBalance: Decimal? = nil
        ) {
            self.id = id
            self.asset = asset
            self.equity = equity
            self.requirement = requirement
            self.ratio = ratio
            self.unrealizedPnl = unrealizedPnl
            self.availableBalance = availableBalance
        }
    }

    package struct Holding: Hashable, Sendable {
        package var symbol: String
        package var side: PositionSide
        package var pool: String
        /// In the unit that the position counts in.
        package var quantity: Decimal
        package var markPrice: Decimal?

        package init(
            symbol: String, side: PositionSide, pool: String, quantity: Decimal,
            markPrice: Decimal?
        ) {
            self.symbol = symbol
            self.side = side
            self.pool = pool
            self.quantity = quantity
            self.markPrice = markPrice
        }
    }

    package var asOf: Instant
    package var level: AlertLevel
    /// The pool that decided the state.
    package var worstPool: String?
    package var pools: [Pool]
    package var holdings: [Holding]
    /// Transfers that were on their way.
    package var pendingDeposits: [Deposit]

    package init(
        asOf: Instant, level: AlertLevel, worstPool: String?, pools: [Pool],
        holdings: [Holding] = [], pendingDeposits: [Deposit] = []
    ) {
        self.asOf = asOf
        self.level = level
        self.worstPool = worstPool
        self.pools = pools
        self.holdings = holdings
        self.pendingDeposits = pendingDeposits
    }

    package func pool(_ id: String) -> Pool? { pools.first { $0.id == id } }
}
