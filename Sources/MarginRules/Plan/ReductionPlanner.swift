import MarginModel

/// How much of a position to close so that its pool reaches the target.
struct ReductionPlanner {
    let calculator: MarginCalculator
    let poolID: String
    let targetRatio: Exact

    struct Reduction {
        let terms: PositionTerms
        /// As the position counts: base coins or contracts.
        let quantity: Exact
        let cost: Exact
        let stepIsKnown: Bool
        let account: Account
    }

    /// The smallest whole number of lots of the position at `index` that brings the pool to the
    /// target, or the whole position when even that does not. `nil` when it cannot be simulated.
    func reduction(of index: Int, in account: Account) -> Reduction? {
        var resolver = TermsResolver(account: account, conditions: calculator.conditions)
        let terms = resolver.resolve()[index]
        guard let size = LotSize(terms) else { return nil }
        let lots = size.lots
        func reduction(_ count: Int) -> Reduction? {
            simulate(
                terms, min(Exact(count) * size.lot, Exact(terms.position.quantity)),
                stepIsKnown: size.isKnown, in: account)
        }
        guard let whole = reduction(lots), reaches(whole.account) else {
            return reduction(lots)
        }
        var enough = lots
        var tooFew = 0
        while enough - tooFew > 1 {
            let middle = tooFew + (enough - tooFew) / 2
            if let candidate = reduction(middle), reaches(candidate.account) {
                enough = middle
            } else {
                tooFew = middle
            }
        }
        return reduction(max(enough, size.fewestLots))
    }

    /// `quantity` of the position at `index` closed, rounded as it is.
    func reduction(of index: Int, by quantity: Exact, in account: Account) -> Reduction? {
        var resolver = TermsResolver(account: account, conditions: calculator.conditions)
        let terms = resolver.resolve()[index]
        guard let size = LotSize(terms) else { return nil }
        return simulate(terms, quantity, stepIsKnown: size.isKnown, in: account)
    }

    /// Taker fee and slippage on the closed notional.
    private func simulate(
        _ terms: PositionTerms, _ quantity: Exact, stepIsKnown: Bool, in account: Account
    ) -> Reduction? {
        guard let value = terms.value,
            let rate = CutTerms.costRate(terms, calculator.conditions.policy),
            let share = quantity.divided(by: Exact(terms.position.quantity))
        else { return nil }
        let cost = value * share * rate
        guard let after = AccountSimulator.reducing(terms, by: quantity, cost: cost, of: account)
        else { return nil }
        return Reduction(
            terms: terms, quantity: quantity, cost: cost, stepIsKnown: stepIsKnown,
            account: after)
    }

    private func reaches(_ account: Account) -> Bool {
        // An isolated pool that was closed whole is gone, and with it the call.
        guard let pool = calculator.assess(account, solving: false).pool(poolID) else {
            return true
        }
        return PlanGoal.isMet(pool, targetRatio: targetRatio)
    }
}

/// When a pool counts as cured.
enum PlanGoal {
    /// n at or under the target, and no longer in a state that warns.
    static func isMet(_ pool: PoolAssessment, targetRatio: Exact) -> Bool {
        guard pool.state == .healthy else { return false }
        guard let requirement = pool.requirement, let equity = pool.equity else { return false }
        return requirement <= targetRatio * equity
    }

    /// The policy's target, and never past the venue's own warning: the safer of the two.
    static func ratio(policy: Policy, venue: Venue) -> Exact {
        let target = Exact(policy.targetRatio)
        guard venue == .okx,
            let warning = Exact(policy.bounds.watchNumeratorAtOkx)
                .divided(by: Exact(policy.bounds.watchDenominatorAtOkx))
        else { return min(target, Exact(policy.bounds.watch)) }
        return min(target, warning)
    }
}

extension Exact {
    /// The next whole number, when an `Int` holds it.
    var wholeUp: Int? {
        guard let whole = rounded(places: 0, .up) else { return nil }
        return Int(exactly: whole.significand)
    }
}
