import MarginModel

/// Positions that stand against the same money.
struct MarginPool: Sendable {
    let id: String
    /// The coin that the pool is counted in, or `USD` where several coins stand together.
    let asset: String
    let marginMode: MarginMode
    var members: [PositionTerms]
    /// Money without unrealized PnL, in `asset`. `nil` when a part of it is not known.
    var wallet: Exact?
    /// What one unit of each settle coin counts in the pool.
    var weights: [String: Exact]

    func weight(of terms: PositionTerms) -> Exact? { weights[terms.names.settle] }
}

/// Sorts positions into pools and finds each pool's money.
struct PoolBuilder {
    let account: Account
    let rules: any VenueRules
    let conditions: MarginConditions
    private(set) var reasons: [AssessmentReason] = []

    init(account: Account, rules: any VenueRules, conditions: MarginConditions) {
        self.account = account
        self.rules = rules
        self.conditions = conditions
    }

    mutating func build(_ terms: [PositionTerms]) -> [MarginPool] {
        var pools: [MarginPool] = []
        let cross = terms.filter { !account.isIsolated($0.position) }
        if rules.poolsAllCoins(account) {
            if !cross.isEmpty || terms.isEmpty { pools.append(sharedPool(cross)) }
        } else {
            let coins = terms.isEmpty ? account.collateral.map(\.asset) : cross.map(\.names.settle)
            for coin in uniqued(coins) {
                pools.append(singleCoinPool(coin, cross.filter { $0.names.settle == coin }))
            }
        }
        for member in terms where account.isIsolated(member.position) {
            pools.append(isolatedPool(member))
        }
        return pools
    }

    private mutating func isolatedPool(_ member: PositionTerms) -> MarginPool {
        let coin = member.names.settle
        var wallet: Exact?
        if account.accountMode == .multiAsset {
            add(
                .modeMismatch, at: "positions[\(member.index)].marginMode",
                "Binance refuses isolated margin in multi-assets mode (error -4168)")
        } else {
            switch rules.isolatedMargin(member) {
            case .known(let margin): wallet = margin
            case .missing(let code, let message):
                add(code, at: "positions[\(member.index)]", message)
            }
        }
        return MarginPool(
            id: "isolated:\(member.position.symbol):\(member.position.side.rawValue)", asset: coin,
            marginMode: .isolated, members: [member], wallet: wallet, weights: [coin: 1])
    }

    private mutating func singleCoinPool(
        _ coin: String, _ members: [PositionTerms]
    ) -> MarginPool {
        let balance = account.collateral.first { $0.asset == coin }
        if balance?.walletBalance == nil {
            add(
                .noWallet, at: "collateral[\(coin)].walletBalance",
                "the \(coin) wallet balance that these positions are held against is not given")
        }
        return MarginPool(
            id: "cross:\(coin)", asset: coin, marginMode: .cross, members: members,
            wallet: balance?.walletBalance.map { Exact($0) }, weights: [coin: 1])
    }

    /// All collateral in one pool: at face value when it is one coin, else in dollars.
    private mutating func sharedPool(_ members: [PositionTerms]) -> MarginPool {
        let settleCoins = uniqued(members.map(\.names.settle))
        let coins = uniqued(settleCoins + account.collateral.map(\.asset))
        noteBorrowing()
        if coins.count == 1, let coin = coins.first {
            return singleSharedPool(coin, members)
        }
        var wallet: Exact? = .zero
        for balance in account.collateral {
            guard let value = dollarValue(of: balance), let sum = wallet else {
                wallet = nil
                continue
            }
            wallet = sum + value
        }
        var weights: [String: Exact] = [:]
        for coin in settleCoins { weights[coin] = indexPrice(of: coin) }
        return MarginPool(
            id: "cross:USD", asset: "USD", marginMode: .cross, members: members,
            wallet: account.borrowed.isEmpty ? wallet : nil, weights: weights)
    }

    private mutating func singleSharedPool(
        _ coin: String, _ members: [PositionTerms]
    ) -> MarginPool {
        var pool = singleCoinPool(coin, members)
        if let balance = account.collateral.first, let wallet = pool.wallet, wallet.isPositive {
            pool.wallet = collateralRate(of: balance).map { wallet * $0 }
        }
        if !account.borrowed.isEmpty { pool.wallet = nil }
        return pool
    }

    /// balance × index × rate; a negative balance is not reduced by a haircut.
    private mutating func dollarValue(of balance: CollateralBalance) -> Exact? {
        guard let amount = balance.walletBalance else {
            add(
                .noWallet, at: "collateral[\(balance.asset)].walletBalance",
                "the \(balance.asset) balance is not given")
            return nil
        }
        if amount.isZero { return .zero }
        guard let index = indexPrice(of: balance.asset) else { return nil }
        let value = Exact(amount) * index
        if amount.isNegative { return value }
        return collateralRate(of: balance).map { value * $0 }
    }

    private mutating func indexPrice(of coin: String) -> Exact? {
        if let price = account.collateral.first(where: { $0.asset == coin })?.indexPrice,
            price.isPositive
        {
            return Exact(price)
        }
        add(
            .absent, at: "collateral[\(coin)].indexPrice",
            "\(coin) stands in a pool of several coins and its dollar price is not given")
        return nil
    }

    private mutating func collateralRate(of balance: CollateralBalance) -> Exact? {
        if let rate = balance.collateralRate { return Exact(rate) }
        if let rate = conditions.sheet?.collateral.first(where: { $0.asset == balance.asset }) {
            return Exact(rate.rate)
        }
        add(
            .noCollateralRate, at: "collateral[\(balance.asset)].collateralRate",
            "the share of \(balance.asset) that \(account.venue.displayName) counts is not given")
        return nil
    }

    private mutating func noteBorrowing() {
        guard !account.borrowed.isEmpty else { return }
        add(
            .notModelled, at: "borrowed",
            "the maintenance margin of borrowed coins is not computed, so the pool's is not either")
    }

    private mutating func add(_ code: ReasonCode, at place: String, _ message: String) {
        reasons.append(AssessmentReason(code, at: place, message))
    }

    private func uniqued(_ coins: [String]) -> [String] {
        var seen: Set<String> = []
        return coins.filter { seen.insert($0).inserted }
    }
}
