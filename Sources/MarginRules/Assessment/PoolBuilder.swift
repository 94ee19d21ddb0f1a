import MarginModel

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
        let unmodelled = account.unmodelled.filter { !account.isIsolated($0) }
        if rules.poolsAllCoins(account) {
            if !cross.isEmpty || !unmodelled.isEmpty || terms.isEmpty {
                pools.append(sharedPool(cross))
            }
        } else {
            let coins = terms.isEmpty ? account.collateral.map(\.asset) : cross.map(\.names.settle)
            for coin in (coins + unmodelled.compactMap(\.settleAsset)).uniqued() {
                pools.append(singleCoinPool(coin, cross.filter { $0.names.settle == coin }))
            }
        }
        for member in terms where account.isIsolated(member.position) {
            pools.append(isolatedPool(member))
        }
        for index in account.unmodelled.indices { spoil(&pools, index) }
        if !rules.sumsHedgedLegs { spoilForHedges(&pools) }
        if !account.isModeKnown { spoilForMode(&pools) }
        // A contract of an unknown coin may be margined in any.
        if cross.contains(where: { $0.names.isUnknown }) {
            for index in pools.indices where pools[index].marginMode == .cross {
                pools[index].holdsUnmodelled = true
            }
        }
        return pools
    }

    /// The same pool after an edit of the account or its members that leaves no pool without members and
    /// makes no other.
    mutating func rebuild(_ pool: MarginPool, _ members: [PositionTerms]) -> MarginPool {
        var rebuilt =
            pool.marginMode == .isolated
            ? isolatedPool(members[0])
            : rules.poolsAllCoins(account)
                ? sharedPool(members) : singleCoinPool(pool.asset, members)
        rebuilt.holdsUnmodelled = pool.holdsUnmodelled
        return rebuilt
    }

    private mutating func spoilForHedges(_ pools: inout [MarginPool]) {
        for index in pools.indices where pools[index].marginMode == .cross {
            let members = pools[index].members
            let hedge = members.first { member in
                member.position.side == .short
                    && members.contains {
                        $0.position.symbol == member.position.symbol && $0.position.side == .long
                    }
            }
            guard let hedge else { continue }
            pools[index].holdsUnmodelled = true
            add(
                .notModelled, at: "positions[\(hedge.index)]",
                "\(hedge.position.symbol) is held long and short, and what margin "
                    + "\(account.venue.displayName) asks of the two together is not known")
        }
    }

    /// What a cross pool holds, and what it is measured by, depends on the account's mode.
    private mutating func spoilForMode(_ pools: inout [MarginPool]) {
        let depending = pools.indices.filter {
            pools[$0].marginMode == .cross && !pools[$0].members.isEmpty
        }
        guard !depending.isEmpty else { return }
        for index in depending { pools[index].holdsUnmodelled = true }
        let modes = AccountMode.modes(of: account.venue).map(\.rawValue).joined(separator: "|")
        add(
            .modeUnknown, at: "accountMode",
            "the account fits several margin modes, so nothing is said of its cross margin; "
                + "accountMode settles it, or --account-mode for a venue's answers: \(modes)")
    }

    /// Marks the pool that something unmodelled stands in: its own where it is isolated, else the
    /// one of its coin; all that are cross where the coin is not known.
    private mutating func spoil(_ pools: inout [MarginPool], _ index: Int) {
        let held = account.unmodelled[index]
        if held.kind == UnmodelledHolding.notGiven {
            add(
                .absent, at: "unmodelled[\(index)]",
                "the account's \(held.symbol) are not among what was read, so nothing is said of "
                    + "its margin")
        } else {
            add(
                .notModelled, at: "unmodelled[\(index)]",
                "\(held.symbol) (\(held.kind), \(held.marginMode.rawValue)"
                    + (held.place.map { ", \($0)" } ?? "")
                    + ") is not modelled, so nothing is said of the pool that it stands in")
        }
        let sharing =
            account.isIsolated(held)
            ? []
            : pools.indices.filter {
                pools[$0].marginMode == .cross
                    && (rules.poolsAllCoins(account) || held.settleAsset == nil
                        || pools[$0].asset == held.settleAsset)
            }
        for pool in sharing { pools[pool].holdsUnmodelled = true }
        guard sharing.isEmpty else { return }
        let mode: MarginMode = account.isIsolated(held) ? .isolated : .cross
        var pool = MarginPool(
            id: "\(mode.rawValue):\(held.symbol)", asset: held.settleAsset ?? "USD",
            marginMode: mode, members: [], walletParts: nil, weights: [:])
        pool.holdsUnmodelled = true
        if !pools.contains(where: { $0.id == pool.id }) { pools.append(pool) }
    }

    private mutating func isolatedPool(_ member: PositionTerms) -> MarginPool {
        let coin = member.names.settle
        var margin: [MarginPool.Part]?
        if account.accountMode == .multiAsset {
            add(
                .modeMismatch, at: "positions[\(member.index)].marginMode",
                "Binance refuses isolated margin in multi-assets mode (error -4168)")
        } else {
            switch rules.isolatedMargin(member) {
            case .known(let known): margin = [MarginPool.Part(coin: coin, value: known)]
            case .missing(let code, let message):
                add(code, at: "positions[\(member.index)]", message)
            }
        }
        return MarginPool(
            id: "isolated:\(member.position.symbol):\(member.position.side.rawValue)", asset: coin,
            marginMode: .isolated, members: [member], walletParts: margin, weights: [coin: 1])
    }

    /// One coin at face value. Nothing else stands in for it.
    private mutating func singleCoinPool(
        _ coin: String, _ members: [PositionTerms]
    ) -> MarginPool {
        let balance = balance(of: coin)
        if balance == nil {
            add(
                .noWallet, at: "collateral[\(coin)].walletBalance",
                "the \(coin) wallet balance that these positions are held against is not given")
        }
        var pool = MarginPool(
            id: "cross:\(coin)", asset: coin, marginMode: .cross, members: members,
            walletParts: balance.map { [MarginPool.Part(coin: coin, value: $0)] },
            weights: [coin: 1])
        addExtras(to: &pool, CollateralValuer(account: account, conditions: conditions))
        return pool
    }

    /// All collateral in one pool: counted in its coin when there is one coin alone, else in
    /// dollars.
    private mutating func sharedPool(_ members: [PositionTerms]) -> MarginPool {
        var valuer = CollateralValuer(account: account, conditions: conditions)
        let settleCoins = members.map(\.names.settle).uniqued()
        let coins = (settleCoins + account.collateral.map(\.asset) + account.borrowed.map(\.asset))
            .uniqued()
        valuer.isCountedInDollars = coins.count != 1
        let asset = valuer.isCountedInDollars ? "USD" : coins.first ?? "USD"
        var parts = valuer.walletParts()
        if account.collateral.isEmpty, let coin = settleCoins.first {
            parts = nil
            add(
                .noWallet, at: "collateral[\(coin)].walletBalance",
                "the \(coin) wallet balance that these positions are held against is not given")
        }
        let orderCoins = account.openOrders.filter { !$0.reduceOnly }
            .compactMap { [account, conditions] in OrderCoin.of($0, account, conditions) }
        var weights: [String: Exact] = [:]
        for coin in (settleCoins + orderCoins).uniqued() { weights[coin] = valuer.price(of: coin) }
        var weighed: [String: MarginPool.WeighedCoin] = [:]
        if rules.weighsUnrealizedPnl {
            for coin in settleCoins {
                switch valuer.pnlWeighing(of: coin) {
                case .inFull: break
                case .withBalance(let held): weighed[coin] = held
                case .unknown: parts = nil
                }
            }
        }
        var pool = MarginPool(
            id: "cross:\(asset)", asset: asset, marginMode: .cross, members: members,
            walletParts: parts, weights: weights)
        pool.weighed = weighed
        reasons += valuer.reasons
        addExtras(to: &pool, valuer)
        return pool
    }

    private mutating func addExtras(to pool: inout MarginPool, _ valuer: CollateralValuer) {
        guard !account.openOrders.isEmpty || !account.borrowed.isEmpty else { return }
        var counter = ExtrasCounter(
            account: account, rules: rules, conditions: conditions, valuer: valuer)
        pool.extras = counter.extras(of: pool)
        reasons += counter.reasons
    }

    private func balance(of coin: String) -> Exact? {
        account.collateral.first { $0.asset == coin }?.walletBalance.map { Exact($0) }
    }

    private mutating func add(_ code: ReasonCode, at place: String, _ message: String) {
        reasons.append(AssessmentReason(code, at: place, message))
    }
}
