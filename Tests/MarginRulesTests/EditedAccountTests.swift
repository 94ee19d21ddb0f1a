import MarginModel
import Testing

@testable import MarginRules

/// What is kept of an account through edits gives the figures of one that is compiled anew.
@Suite struct EditedAccountTests {
    /// One thing that a plan may do to the account.
    private func edited(
        _ account: Account, _ calculator: MarginCalculator, _ random: inout SeededGenerator
    ) -> Account? {
        let amount = Exact(
            Decimal(significand: Int128(Int.random(in: 1...9_999_999, using: &random)), scale: 2))
        guard let index = account.positions.indices.randomElement(using: &random) else {
            return nil
        }
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            let coin = account.collateral.randomElement(using: &random)?.asset ?? "USDT"
            return AccountSimulator.depositing(amount, of: coin, to: account)
        case 1:
            guard account.isIsolated(account.positions[index]) else { return nil }
            return AccountSimulator.addingMargin(
                amount, toPositionAt: index, coin: "USDT", fromWallet: false, of: account)
        case 2:
            return account.settingCrossLeverage(3, of: account.positions[index].symbol)
        case 3:
            var without = account
            without.openOrders = []
            return without
        default:
            return cut(at: index, of: account, calculator, &random)?.account
        }
    }

    private func cut(
        at index: Int, of account: Account, _ calculator: MarginCalculator,
        _ random: inout SeededGenerator
    ) -> PositionEdit? {
        var resolver = calculator.resolver(for: account)
        let terms = resolver.resolve()[index]
        let whole = Exact(terms.position.quantity)
        let parts: [Exact] = [
            whole, whole.divided(by: 2) ?? whole,
            whole.divided(by: 3)?.decimal.map { Exact($0) } ?? whole,
        ]
        let quantity = parts.randomElement(using: &random) ?? whole
        guard let value = terms.value, let share = quantity.divided(by: whole) else { return nil }
        let rate = Exact(Decimal(significand: 15, scale: 4))
        return AccountSimulator.cutting(
            terms, by: quantity, cost: value * share * rate, of: account)
    }

    private func described(_ pool: PoolAssessment) -> [String] {
        let figures = [
            pool.equity, pool.walletBalance, pool.unrealizedPnl, pool.initialMargin,
            pool.maintenanceMargin, pool.requirement, pool.availableBalance, pool.ratio,
            pool.native.value, pool.nearestMove?.percent,
        ]
        return figures.map { $0?.description ?? "" }
            + [pool.id, pool.ratioState.rawValue, pool.nearestMove?.symbol ?? ""]
    }

    private func described(_ figures: PositionAssessment, withPrices: Bool) -> [String] {
        let own = [
            figures.notional, figures.unrealizedPnl, figures.initialMargin,
            figures.maintenanceMargin, figures.coins, figures.funding.perDay,
        ]
        let prices = [
            figures.liquidationPriceBelow, figures.liquidationPriceAbove, figures.bankruptcyPrice,
            figures.distanceDownPercent, figures.effectiveLeverage,
        ]
        return (own + (withPrices ? prices : [])).map { $0?.description ?? "" }
            + [figures.pool, figures.position.symbol, figures.position.side.rawValue]
    }

    @Test(arguments: UInt64(0)..<4) func editsAreAssessedLikeAccountsReadAnew(part: UInt64) throws {
        var calculators: [Venue: MarginCalculator] = [:]
        for venue in Venue.allCases { calculators[venue] = try Sample.calculator(venue) }
        var random = RandomAccount(seed: 310 + part, missing: 1)
        var dice = SeededGenerator(seed: 77 + part)
        var checked = 0
        for number in 0..<400 {
            var account = random.next()
            guard account.accountMode != .portfolio, !account.positions.isEmpty,
                let plain = calculators[account.venue]
            else { continue }
            var known = plain.with(plain.conditions.policy, of: account)
            for step in 0..<5 {
                guard let next = edited(account, plain, &dice) else { continue }
                account = next
                let anew = plain.assess(account, solving: true)
                let (kept, following) = known.edit(account)
                let priced = known.assess(account, solving: true, pricesEdits: true)
                known = following
                let place: Comment = "part \(part), account \(number), step \(step)"
                #expect(kept.pools.map(described) == anew.pools.map(described), place)
                #expect(
                    kept.positions.map { described($0, withPrices: false) }
                        == anew.positions.map { described($0, withPrices: false) }, place)
                #expect(
                    priced.positions.map { described($0, withPrices: true) }
                        == anew.positions.map { described($0, withPrices: true) }, place)
                #expect(kept.distance.down.percent == anew.distance.down.percent, place)
                #expect(kept.distance.up.percent == anew.distance.up.percent, place)
                checked += 1
            }
        }
        #expect(checked > 300)
    }

    /// A cut that is asked for before it is made, and one that says which position it is of.
    @Test(arguments: UInt64(0)..<4) func cutsAreMeasuredLikeAccountsReadAnew(part: UInt64) throws {
        var calculators: [Venue: MarginCalculator] = [:]
        for venue in Venue.allCases { calculators[venue] = try Sample.calculator(venue) }
        var random = RandomAccount(seed: 910 + part, missing: 1)
        var dice = SeededGenerator(seed: 178 + part)
        var (checked, short) = (0, 0)
        for number in 0..<500 {
            let account = random.next()
            guard account.accountMode != .portfolio, !account.positions.isEmpty,
                let plain = calculators[account.venue]
            else { continue }
            var known = plain.with(plain.conditions.policy, of: account)
            var positions = account.positions
            var held = account
            for step in 0..<4 where !positions.isEmpty {
                guard let index = positions.indices.randomElement(using: &dice),
                    let cut = cut(at: index, of: held, plain, &dice)
                else { continue }
                let place: Comment = "part \(part), account \(number), step \(step)"
                let anew = plain.assess(cut.account, solving: true)
                for pool in plain.assess(held, solving: false).pools {
                    let asked = known.assessor(pool.id, after: cut)?.poolAssessment
                    let other = plain.pool(pool.id, of: cut.account)
                    #expect(asked.map(described) == other.map(described), place)
                }
                let (kept, following) = known.edit(cut)
                #expect(kept.pools.map(described) == anew.pools.map(described), place)
                #expect(
                    kept.positions.map { described($0, withPrices: false) }
                        == anew.positions.map { described($0, withPrices: false) }, place)
                #expect(kept.account == cut.account, place)
                known = following
                held = kept.account
                positions = held.positions
                checked += 1
                if cut.left == nil { short += 1 }
            }
        }
        #expect(checked > 300 && short > 50)
    }

    /// Whether a move of three percent is survived: by the surplus after it, and by the nearest trigger.
    @Test func survivalIsWhatTheNearestMoveSays() throws {
        let percent: Exact = 3
        var random = RandomAccount(seed: 99, missing: 0, absurd: 0)
        var (alive, lost) = (0, 0)
        for _ in 0..<1_500 {
            let account = random.next()
            guard account.accountMode != .portfolio else { continue }
            let calculator = try Sample.calculator(account.venue)
            for pool in calculator.assess(account, solving: true).pools {
                let expected =
                    pool.ratioState < .liquidation
                    && pool.nearestMove.map { $0.percent.magnitude >= percent } ?? true
                #expect(
                    calculator.survives(pool.id, of: account, within: percent) == expected,
                    "\(pool.id)")
                if expected { alive += 1 } else { lost += 1 }
            }
        }
        #expect(alive > 50 && lost > 50, "\(alive) \(lost)")
    }
}
