import MarginModel

/// Amounts of money for one pool and what each buys.
struct PlanTargets {
    let calculator: MarginCalculator
    /// The account before any money.
    let assessment: Assessment
    let pool: PoolAssessment
    let missing: PlanDraft.Missing

    private var account: Account { assessment.account }

    var amounts: [TargetAmount] {
        guard let deficit = pool.deficit else { return [] }
        let roundUp = 1 + Exact(calculator.conditions.policy.roundUpPercent) * hundredth
        let funding = PoolFunding(account: account, pool: pool)
        let isPaidInCoins = pool.asset == "USD" && !DollarCoin.isOne(funding.coin)
        let price = isPaidInCoins ? funding.moneyPerEquity(calculator) : .one
        let bare = max(.zero, deficit) * (price ?? .one)
        let amounts: [(TargetAmount.Name, Exact?)] = [
            (.bare, bare), (.article, bare * roundUp),
            (.target, missing.toTarget), (.distance, missing.toDistance),
        ]
        let weights = weights
        return amounts.compactMap { name, amount in amount.map { buys(name, $0, weights) } }
    }

    /// The smallest amount in whole steps that, credited to the pool, meets the plan's goal.
    ///
    /// Estimated from requirement ÷ t − equity, then bracketed by what the pool itself answers, as
    /// collateral rates bend. The last estimate where no amount is found that does.
    static func amount(
        reaching target: Exact, in pool: PoolAssessment, of account: Account,
        _ calculator: MarginCalculator
    ) -> Exact {
        let funding = PoolFunding(account: account, pool: pool)
        let step = PlanTargets.step(of: funding.coin)
        let moneyPerEquity = funding.moneyPerEquity(calculator) ?? .one
        func answer(_ amount: Exact) -> PoolAssessment? {
            funding.crediting(amount).flatMap { calculator.pool(pool.id, of: $0) }
        }
        func isMet(_ pool: PoolAssessment?) -> Bool {
            pool.map { PlanGoal.isMet($0, targetRatio: target) } ?? false
        }
        var (tooLittle, enough) = (Exact.zero, Exact.zero)
        var current = pool
        for _ in 0..<6 where !isMet(current) {
            guard let requirement = current.requirement, let equity = current.equity else { break }
            let missing = (deposit(requirement, equity, target) * moneyPerEquity)
                .rounded(toMultipleOf: step, .up)
            tooLittle = enough
            enough += max(missing, Exact(step))
            guard let next = answer(enough) else { break }
            current = next
        }
        let estimate = enough
        for _ in 0..<16 where !isMet(current) {
            tooLittle = enough
            enough = enough * 2
            guard let next = answer(enough) else { return estimate }
            current = next
        }
        guard isMet(current) else { return estimate }
        return least(over: tooLittle, upTo: enough, step) { isMet(answer($0)) }
    }

    /// The least amount in whole steps that is enough, `enough` being so and `tooLittle` not, by halving.
    /// Most estimates are right to the step, so that is tried first.
    static func least(
        over tooLittle: Exact, upTo enough: Exact, _ step: Decimal, _ isEnough: (Exact) -> Bool
    ) -> Exact {
        var (tooLittle, enough) = (tooLittle, enough)
        var next = enough - Exact(step)
        for _ in 0..<128 where next > tooLittle {
            if isEnough(next) { enough = next } else { tooLittle = next }
            next = ((tooLittle + enough).divided(by: 2) ?? tooLittle)
                .rounded(toMultipleOf: step, .down)
        }
        return enough
    }

    /// max(0, requirement ÷ t − equity).
    static func deposit(_ requirement: Exact, _ equity: Exact, _ target: Exact) -> Exact {
        max(.zero, (requirement.divided(by: target) ?? .zero) - equity)
    }

    /// Required amounts go up to the coin's step: a cent for dollar coins, 10^-8 for the rest.
    static func step(of coin: String) -> Decimal {
        DollarCoin.isOne(coin)
            ? Decimal(significand: 1, scale: 2) : Decimal(significand: 1, scale: 8)
    }

    private var hundredth: Exact { Exact(Decimal(significand: 1, scale: 2)) }

    private func buys(
        _ name: TargetAmount.Name, _ exact: Exact, _ weights: [String: Exact]
    ) -> TargetAmount {
        let funding = PoolFunding(account: account, pool: pool)
        let amount = exact.rounded(toMultipleOf: PlanTargets.step(of: funding.coin), .up)
        let after = assessed(crediting: amount)
        let pool = after?.pool(pool.id)
        let state = pool?.state ?? .incomplete
        let hours = after?.positions.filter { $0.pool == self.pool.id }
        return TargetAmount(
            name: name, amount: amount, asset: funding.unit, ratioAfter: pool?.ratio,
            nativeAfter: pool?.native.value,
            jointMoveSurvivedPercent: state < .liquidation
                ? after?.nearestMove : nil,
            nearestMove: pool?.nearestMove,
            fundingHoursSurvived: PlanTargets.fundingHours(pool, hours ?? [], weights),
            cures: state < .call)
    }

    /// What a unit of each settle coin counts in the pool.
    private var weights: [String: Exact] {
        calculator.pools(of: account).first { $0.id == pool.id }?.weights ?? [:]
    }

    private func assessed(crediting amount: Exact) -> Assessment? {
        guard !amount.isZero else { return calculator.assess(account, solving: true) }
        return PoolFunding(account: account, pool: pool).crediting(amount).map {
            calculator.assess($0, solving: true)
        }
    }

    /// Headroom over what all positions of the pool pay an hour together; `nil` when they receive.
    private static func fundingHours(
        _ pool: PoolAssessment?, _ positions: [PositionAssessment], _ weights: [String: Exact]
    ) -> Exact? {
        guard let deficit = pool?.deficit else { return nil }
        var perDay = Exact.zero
        for position in positions {
            guard let flow = position.funding.perDay,
                let weight = position.settleAsset.flatMap({ weights[$0] })
            else { return nil }
            perDay += flow * weight
        }
        guard perDay.isNegative else { return nil }
        return (max(.zero, -deficit) * 24).divided(by: -perDay)
    }
}

extension Assessment {
    /// The nearer of the two moves that end the account; none while a pool is past its trigger,
    /// where a root is the way back, not the way out.
    var nearestMove: Exact? {
        guard state < .liquidation else { return nil }
        return distance.nearest
    }
}

/// Puts money where a pool counts it.
struct PoolFunding {
    let account: Account
    let pool: PoolAssessment

    /// The index of the isolated position that is this pool; `nil` for a cross pool.
    var isolatedIndex: Int? {
        guard pool.marginMode == .isolated else { return nil }
        return account.positions.firstIndex {
            "isolated:\($0.symbol):\($0.side.rawValue)" == pool.id
        }
    }

    /// The coin to send: the pool's; of a pool of several coins its dollar coin, or without one that of
    /// which most is held.
    var coin: String {
        guard pool.asset == "USD" else { return pool.asset }
        if let dollar = DollarCoin.best(of: account.collateral.map(\.asset)) { return dollar }
        let held = account.collateral.map { ($0.asset, $0.value ?? .zero) }
        return held.filter(\.1.isPositive).max { $0.1 < $1.1 }?.0 ?? "USDT"
    }

    /// What amounts to pay in are named in: the pool's unit, or a coin that is no dollar.
    var unit: String { DollarCoin.isOne(coin) ? pool.asset : coin }

    /// What has to be paid in for the pool's equity to rise by one. Extra margin of an isolated position
    /// counts as X ÷ (1 ∓ fee); in a pool of several coins a collateral rate takes its
    /// share.
    func moneyPerEquity(_ calculator: MarginCalculator) -> Exact? {
        guard pool.asset == "USD" || isolatedIndex != nil && account.rules.keepsExtraMargin
        else {
            return .one
        }
        let sample = Exact(DollarCoin.isOne(coin) ? 1_000 : 1)
        guard let after = crediting(sample),
            let equity = calculator.pool(pool.id, of: after)?.equity,
            let before = pool.equity
        else { return nil }
        return sample.divided(by: equity - before)
    }

    /// New money from outside, credited and, for an isolated pool, added to the position.
    func crediting(_ amount: Exact) -> Account? {
        guard let index = isolatedIndex else {
            return AccountSimulator.depositing(amount, of: coin, to: account)
        }
        return AccountSimulator.addingMargin(
            amount, toPositionAt: index, coin: coin, fromWallet: false, of: account)
    }
}

extension CollateralBalance {
    fileprivate var value: Exact? {
        guard let walletBalance, let indexPrice else { return nil }
        return Exact(walletBalance) * Exact(indexPrice)
    }
}
