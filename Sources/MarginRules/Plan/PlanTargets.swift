import MarginModel

/// Amounts of money for one pool and what each buys.
struct PlanTargets {
    let calculator: MarginCalculator
    /// The account before any money.
    let assessment: Assessment
    let pool: PoolAssessment
    /// The highest n that the plan accepts.
    let targetRatio: Exact

    private var account: Account { assessment.account }

    var amounts: [TargetAmount] {
        guard let deficit = pool.deficit else { return [] }
        let roundUp = 1 + Exact(calculator.conditions.policy.roundUpPercent) * hundredth
        let bare = max(.zero, deficit)
        let amounts: [(TargetAmount.Name, Exact?)] = [
            (.bare, bare), (.article, bare * roundUp),
            (.target, PlanTargets.amount(reaching: targetRatio, in: pool, of: account, calculator)),
            (.distance, TargetDistance(calculator, of: account).amount(for: pool)),
        ]
        return amounts.compactMap { name, amount in amount.map { buys(name, $0) } }
    }

    /// The smallest amount in whole steps that, credited to the pool, meets the plan's goal.
    ///
    /// requirement ÷ t − equity as money, and what that still leaves where the target itself is the
    /// venue's warning.
    static func amount(
        reaching target: Exact, in pool: PoolAssessment, of account: Account,
        _ calculator: MarginCalculator
    ) -> Exact {
        let funding = PoolFunding(account: account, pool: pool)
        let step = PlanTargets.step(of: funding.coin)
        let moneyPerEquity = funding.moneyPerEquity(calculator) ?? .one
        var amount = Exact.zero
        var current = pool
        for _ in 0..<6 where !PlanGoal.isMet(current, targetRatio: target) {
            guard let requirement = current.requirement, let equity = current.equity else { break }
            let missing = (deposit(requirement, equity, target) * moneyPerEquity)
                .rounded(toMultipleOf: step, .up)
            amount += max(missing, Exact(step))
            guard let after = funding.crediting(amount),
                let next = calculator.pool(pool.id, of: after)
            else { break }
            current = next
        }
        return amount
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

    private func buys(_ name: TargetAmount.Name, _ exact: Exact) -> TargetAmount {
        let coin = PoolFunding(account: account, pool: pool).coin
        let amount = exact.rounded(toMultipleOf: PlanTargets.step(of: coin), .up)
        let after = assessed(crediting: amount)
        let pool = after?.pool(pool.id)
        let state = pool?.state ?? .incomplete
        let hours = after?.positions.filter { $0.pool == self.pool.id }
        return TargetAmount(
            name: name, amount: amount, asset: self.pool.asset, ratioAfter: pool?.ratio,
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
        return [distance.jointMoveDownPercent, distance.jointMoveUpPercent]
            .compactMap(\.self).min { $0.magnitude < $1.magnitude }
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

    /// The coin to send: the pool's, or the dollar coin of a pool of several coins.
    var coin: String {
        guard pool.asset == "USD" else { return pool.asset }
        return DollarCoin.best(of: account.collateral.map(\.asset)) ?? "USDT"
    }

    /// What has to be paid in for the pool's equity to rise by one. At Bybit an isolated position's
    /// extra margin counts as X ÷ (1 ∓ fee); in a pool of several coins a collateral rate takes its
    /// share.
    func moneyPerEquity(_ calculator: MarginCalculator) -> Exact? {
        guard pool.asset == "USD" || isolatedIndex != nil && account.venue == .bybit else {
            return .one
        }
        let sample = Exact(1_000)
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
