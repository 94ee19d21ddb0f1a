package import MarginModel

/// Why a pool's equity changed between two reports: price, funding, deposits, and the rest.
///
/// before + price + funding + deposits + rest = after, exactly: the rest is what remains, because an
/// account says what its trades left and not what they were.
package struct EquityChange: Sendable {
    /// What the mark of one position did to the quantity that was held all the time.
    package struct PriceEffect: Sendable {
        package let symbol: String
        package let side: PositionSide
        package let amount: Exact
    }

    package let pool: String
    package let asset: String
    package let since: Instant
    package let until: Instant
    package let before: Exact
    package let after: Exact
    package let prices: [PriceEffect]
    /// Payments that the venue booked in between, as the account lists them.
    package let funding: Exact
    /// Transfers that were credited in between, as the account lists them.
    package let deposits: Exact

    package var price: Exact { prices.map(\.amount).sum() }
    package var total: Exact { after - before }
    /// Trades and their fees, changes in the value of collateral, and what the account does not list.
    package var rest: Exact { total - price - funding - deposits }

    /// The change of every pool whose equity is known at both instants.
    package static func all(from past: Standing, to now: Assessment) -> [EquityChange] {
        let flows = AccountFlows(account: now.account, since: past)
        return now.pools.compactMap { pool in
            guard let before = past.pool(pool.id)?.equity, let after = pool.equity else {
                return nil
            }
            let value = { (asset: String) in flows.value(of: asset, in: pool) }
            return EquityChange(
                pool: pool.id, asset: pool.asset, since: past.asOf, until: now.account.asOf,
                before: Exact(before), after: after,
                prices: now.positions.filter { $0.pool == pool.id }.compactMap { assessed in
                    guard
                        let held = past.holdings.first(where: {
                            $0.symbol == assessed.position.symbol
                                && $0.side == assessed.position.side && $0.pool == pool.id
                        }), let value = assessed.settleAsset.flatMap(value),
                        let amount = assessed.gain(since: held)
                    else { return nil }
                    return PriceEffect(
                        symbol: held.symbol, side: held.side, amount: amount * value)
                },
                funding: flows.funding(of: pool, among: now), deposits: flows.deposits(into: pool))
        }
    }
}

extension PositionAssessment {
    /// What the mark's way since then did to the quantity that was held both then and now, in the
    /// settle coin.
    fileprivate func gain(since held: Standing.Holding) -> Exact? {
        guard let now = position.markPrice.map(Exact.init),
            let then = held.markPrice.map(Exact.init),
            let notional, !position.quantity.isZero, !then.isZero,
            let share = Exact(min(held.quantity, position.quantity))
                .divided(by: Exact(position.quantity))
        else { return nil }
        let sign: Exact = position.side == .long ? 1 : -1
        switch position.contractType {
        case .linear:
            // notional ÷ mark is the size in coins, whatever a contract counts.
            return (now - then).divided(by: now).map { notional * share * $0 * sign }
        case .inverse:
            return (now - then).divided(by: then).map { notional * share * $0 * sign }
        }
    }
}

/// Money that came and went between two reports.
private struct AccountFlows {
    let account: Account
    let since: Standing

    private func isBetween(_ instant: Instant) -> Bool {
        instant > since.asOf && instant <= account.asOf
    }

    /// What one unit of `asset` counts in the pool's own; `nil` where that is not known.
    func value(of asset: String, in pool: PoolAssessment) -> Exact? {
        if asset == pool.asset { return .one }
        return account.collateral.first { $0.asset == asset }?.indexPrice.map { Exact($0) }
    }

    func funding(of pool: PoolAssessment, among now: Assessment) -> Exact {
        let payments = account.fundingPayments.filter { payment in
            let pools = Set(
                now.positions.filter { $0.position.symbol == payment.symbol }.map(\.pool)
                    + since.holdings.filter { $0.symbol == payment.symbol }.map(\.pool))
            return isBetween(payment.at) && pools == [pool.id]
        }
        return payments.compactMap { payment in
            value(of: payment.asset, in: pool).map { Exact(payment.amount) * $0 }
        }.sum()
    }

    /// Transfers go to a shared balance, never to an isolated position.
    func deposits(into pool: PoolAssessment) -> Exact {
        guard pool.marginMode == .cross else { return .zero }
        let credited = account.deposits.filter { deposit in
            deposit.status == .confirmed
                && (deposit.sentAt.map(isBetween) == true || wasPending(deposit))
        }
        return credited.compactMap { deposit in
            value(of: deposit.asset, in: pool).map { Exact(deposit.amount) * $0 }
        }.sum()
    }

    private func wasPending(_ deposit: Deposit) -> Bool {
        var then = deposit
        then.status = .pending
        return since.pendingDeposits.contains(then)
    }
}
