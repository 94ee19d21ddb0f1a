import MarginModel

// Edits that leave the pools as they are and make no other: a payment, another leverage, a position
// closed beside others. What they change is computed again, and nothing else.
extension MarginBook {
    func part(_ pool: String) -> CompiledPool? { parts.first { $0.pool.id == pool } }

    /// A pool of `edited`, which is this account with other balances or members.
    func pool(_ part: CompiledPool, of edited: Account, with members: [PositionTerms]) -> MarginPool
    {
        var builder = PoolBuilder(account: edited, rules: rules, conditions: conditions)
        return builder.rebuild(part.pool, members)
    }
}

extension CompiledPool {
    /// The figures of members of `edited`, measured again where they differ.
    func measured(in edited: MarginPool, _ rules: any VenueRules) -> [MeasuredPosition] {
        zip(measured, edited.members).map { old, member in
            old.terms === member ? old : MeasuredPosition(member, in: edited, rules)
        }
    }

    /// The equity of `edited`, a pool with the same members but for `closed`.
    ///
    /// - Parameter equity: This pool's.
    func equity(
        of edited: MarginPool, from equity: Exact, closing closed: MeasuredPosition? = nil
    ) -> Exact? {
        guard pool.weighed.isEmpty, edited.weighed.isEmpty else { return edited.equity }
        guard let before = pool.fixedEquity, let after = edited.fixedEquity,
            let pnl = closed.map({ $0.counted($0.unrealizedPnl) }) ?? .zero
        else { return nil }
        return equity + (after - before) - pnl
    }

    /// The requirement of `edited`, a pool with the same members but for `closed`.
    func requirement(
        of edited: MarginPool, from requirement: Exact, closing closed: MeasuredPosition? = nil
    ) -> Exact? {
        guard let before = pool.extras.requirement, let after = edited.extras.requirement,
            let freed = closed.map({ $0.counted($0.requirement) }) ?? .zero
        else { return nil }
        return requirement + (after - before) - freed
    }

    /// The book of `edited`, a pool with the same members: this one's where only money has changed.
    func book(
        of edited: MarginPool, _ measured: [MeasuredPosition], _ rules: any VenueRules
    ) -> PoolBook? {
        if pool.extras.requirement == edited.extras.requirement,
            let before = pool.fixedEquity, let after = edited.fixedEquity,
            let book = book?.adding(after - before)
        {
            return book
        }
        return PoolBook(edited, rules, measured)
    }
}
