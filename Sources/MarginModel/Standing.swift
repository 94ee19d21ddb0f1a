/// How an account stood at one instant: what its next report is compared with.
public struct Standing: Hashable, Sendable {
    public struct Pool: Hashable, Sendable {
        public var id: String
        public var asset: String
        public var equity: Decimal?
        public var requirement: Decimal?
        public var ratio: Decimal?
        public var unrealizedPnl: Decimal?
        public var availableBalance: Decimal?

        public init(
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

    public struct Holding: Hashable, Sendable {
        public var symbol: String
        public var side: PositionSide
        public var pool: String
        /// In the unit that the position counts in.
        public var quantity: Decimal
        public var markPrice: Decimal?

        public init(
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

    public var asOf: Instant
    public var level: AccountState
    /// The pool that decided the state.
    public var worstPool: String?
    public var pools: [Pool]
    public var holdings: [Holding]
    /// Transfers that were on their way.
    public var pendingDeposits: [Deposit]

    public init(
        asOf: Instant, level: AccountState, worstPool: String?, pools: [Pool],
        holdings: [Holding] = [], pendingDeposits: [Deposit] = []
    ) {
        self.asOf = asOf
        self.level = level
        self.worstPool = worstPool
        self.pools = pools
        self.holdings = holdings
        self.pendingDeposits = pendingDeposits
    }

    public func pool(_ id: String) -> Pool? { pools.first { $0.id == id } }
}
