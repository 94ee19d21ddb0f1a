import MarginModel

/// Positions that stand against the same money, and what else stands there.
struct MarginPool: Sendable {
    /// Money or a requirement that one coin brings, in the pool's unit. In a pool counted in
    /// dollars it moves with that coin's price.
    struct Part: Sendable {
        let coin: String
        let value: Exact
    }

    /// A coin whose balance and unrealized PnL are valued as one amount.
    struct WeighedCoin: Sendable {
        let balance: Exact
        let valuation: CoinValuation

        /// What `pnl` adds to the balance's value.
        func gain(_ pnl: Exact) -> Exact {
            valuation.value(of: balance + pnl) - valuation.value(of: balance)
        }
    }

    let id: String
    /// The coin that the pool is counted in, or `USD` where several coins stand together.
    let asset: String
    let marginMode: MarginMode
    var members: [PositionTerms]
    /// Money without unrealized PnL, in `asset`: the sum of `walletParts`, orders' deductions not
    /// yet taken off. `nil` when a part of it is not known.
    private(set) var wallet: Exact?
    /// The same coin by coin: balance × index price × collateral rate, and less what is borrowed.
    private(set) var walletParts: [Part]
    /// What one unit of each settle coin counts in a requirement.
    let weights: [String: Exact]
    /// The same where it is one, as mostly.
    private let only: (coin: String, weight: Exact)?
    /// The settle coins whose unrealized PnL is weighed by a collateral rate together with the
    /// balance. All other PnL counts in full.
    var weighed: [String: WeighedCoin] = [:]
    /// Margins of orders and borrowings, and what orders take from equity.
    var extras = PoolExtras()
    /// Whether something stands in the pool that no rule covers: then neither its equity nor its
    /// requirement is known.
    var holdsUnmodelled = false

    init(
        id: String, asset: String, marginMode: MarginMode, members: [PositionTerms],
        walletParts: [Part]?, weights: [String: Exact]
    ) {
        self.id = id
        self.asset = asset
        self.marginMode = marginMode
        self.members = members
        self.walletParts = walletParts ?? []
        wallet = walletParts.map { $0.map(\.value).sum() }
        self.weights = weights
        only = weights.count == 1 ? weights.first.map { ($0.key, $0.value) } : nil
    }

    func weight(of terms: PositionTerms) -> Exact? {
        if let only, only.coin == terms.names.settle { return only.weight }
        return weights[terms.names.settle]
    }

    /// Whether a collateral rate weighs the position's PnL together with its coin's balance.
    func weighs(_ terms: PositionTerms) -> Bool {
        !weighed.isEmpty && weighed[terms.names.settle] != nil
    }

    /// Whether a large enough price (for inverse contracts: a small enough one) must bring the pool
    /// to liquidation, so that no price was found only because the sheet's tiers end before it.
    func losesWithoutEnd(_ symbol: String) -> Bool {
        members.filter { $0.position.symbol == symbol }.compactMap(\.profitSlope).sum().isNegative
    }

    /// Wallet less what orders take: equity without any unrealized PnL.
    var fixedEquity: Exact? {
        guard !holdsUnmodelled, let wallet, let deduction = extras.deduction else { return nil }
        return wallet - deduction
    }

    /// Equity without unrealized PnL, by the coin whose price each part moves with.
    var equityParts: [Part]? {
        guard !holdsUnmodelled, wallet != nil, let deductions = extras.deductionParts else {
            return nil
        }
        return walletParts + deductions.map { Part(coin: $0.coin, value: -$0.value) }
    }

    /// Wallet, less what orders take, plus unrealized PnL as the venue counts it. `nil` when any
    /// part is missing.
    var equity: Exact? {
        guard var equity = fixedEquity else { return nil }
        var weighedPnl: [String: Exact] = [:]
        for member in members {
            guard let pnl = member.unrealizedPnl, let weight = weight(of: member) else {
                return nil
            }
            if weighed[member.names.settle] == nil {
                equity += pnl * weight
            } else {
                weighedPnl[member.names.settle, default: .zero] += pnl
            }
        }
        for (coin, held) in weighed { equity += held.gain(weighedPnl[coin] ?? .zero) }
        return equity
    }
}

/// What stands in a pool beside positions, in the pool's unit. `nil` where an amount is not given.
struct PoolExtras: Sendable {
    /// Maintenance margin of orders and borrowings, by the coin whose price it moves with.
    var requirementParts: [MarginPool.Part]? = []
    /// Initial margin of orders and borrowings.
    var initialMargin: Exact? = .zero
    /// What orders take from equity, by the coin whose price it moves with.
    var deductionParts: [MarginPool.Part]? = []

    /// Maintenance margin of orders and borrowings, whatever the marks.
    var requirement: Exact? { requirementParts.map { $0.map(\.value).sum() } }
    var deduction: Exact? { deductionParts.map { $0.map(\.value).sum() } }
}
