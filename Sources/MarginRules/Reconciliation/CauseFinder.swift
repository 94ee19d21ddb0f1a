import MarginModel

/// Tries the causes that are known for one disagreement. A cause is found only when putting it in
/// gives the venue's value to the tick.
struct CauseFinder {
    let field: ReportedField
    let measure: ReconciliationMeasure
    let account: Account
    let conditions: MarginConditions
    let assessment: Assessment

    private var again: Recomputation {
        Recomputation(field: field, measure: measure, account: account, conditions: conditions)
    }

    struct Found {
        let cause: ReconciliationCause
        var detail: String?
    }

    func find() -> Found? {
        if isRounded { return Found(cause: .rounded) }
        return otherRule() ?? otherMark() ?? otherPart() ?? FeeCause(again: again).find()
            ?? FeeCause(again: again).findRounding() ?? otherPrice()
    }

    /// Few digits agree with anything, so at least four must.
    private var isRounded: Bool {
        guard let computed = field.computed(in: assessment),
            field.reported.significand.magnitude >= 1_000
        else { return false }
        let reported = measure.reported
        return [Rounding.down, .halfEven].contains { rule in
            computed.rounded(places: field.reported.scale, rule).map { Exact($0) } == reported
        }
    }

    // MARK: The account changed

    private func otherRule() -> Found? {
        if field.figure == .notional, again.gives(account.valuedAtEntry) {
            return Found(cause: .entryValue)
        }
        guard let model = account.rules.olderModel else { return nil }
        if account.marginModel == nil {
            var older = account
            older.marginModel = model
            if again.gives(older) { return Found(cause: .olderRule) }
            older.takerFeeRate = .zero
            return again.gives(older) ? Found(cause: .olderRuleWithoutFee) : nil
        }
        var newer = account
        newer.marginModel = nil
        return again.gives(newer) ? Found(cause: .newerRule) : nil
    }

    private func otherPart() -> Found? {
        var changed = account
        changed.openOrders = []
        if !account.openOrders.isEmpty, again.gives(changed) { return Found(cause: .ordersLeftOut) }
        changed = account
        for index in changed.collateral.indices { changed.collateral[index].collateralRate = .one }
        if !account.collateral.isEmpty, again.gives(changed) {
            return Found(cause: .haircutLeftOut)
        }
        return isolatedIncluded ? Found(cause: .isolatedIncluded) : nil
    }

    /// An account's money with that of its isolated positions, all in one coin.
    private var isolatedIncluded: Bool {
        guard field.subject == .account, field.figure != .marginRatio,
            let asset = assessment.reportedPool?.asset ?? assessment.pools.first?.asset,
            var sum = freeMoney(in: asset)
        else { return false }
        for pool in assessment.pools where pool.marginMode == .isolated {
            guard pool.asset == asset, let index = assessment.index(ofPool: pool.id),
                let part = field.computed(in: assessment, of: .position(index))
            else { return false }
            sum += part
        }
        return measure.agrees(sum)
    }

    /// The figure of what does not stand in an isolated position.
    private func freeMoney(in asset: String) -> Exact? {
        if let cross = assessment.pools.first(where: { $0.marginMode == .cross }) {
            return cross.asset == asset && assessment.reportedPool?.id == cross.id
                ? field.computed(in: assessment) : nil
        }
        switch field.figure {
        case .equity, .walletBalance:
            return account.collateral.first { $0.asset == asset }?.walletBalance.map { Exact($0) }
        default: return .zero
        }
    }

    /// The mark that one reported figure implies, where it gives another reported figure.
    private func otherMark() -> Found? {
        guard case .position(let index) = field.subject else {
            var implied = account
            for index in account.positions.indices {
                guard let mark = MarkImplied.by(.unrealizedPnl, of: account, at: index, conditions)
                else { return nil }
                implied.positions[index].markPrice = mark
            }
            return account.positions.isEmpty || !again.gives(implied)
                ? nil : Found(cause: .markEdited)
        }
        for source in [ReportedField.Figure.unrealizedPnl, .notional] where source != field.figure {
            guard let mark = MarkImplied.by(source, of: account, at: index, conditions) else {
                continue
            }
            var implied = account
            implied.positions[index].markPrice = mark
            if again.gives(implied) { return Found(cause: .markEdited, detail: "mark \(mark)") }
        }
        return nil
    }

    // MARK: Another liquidation price

    private func otherPrice() -> Found? {
        guard field.figure == .liquidationPrice, case .position(let index) = field.subject else {
            return nil
        }
        let position = account.positions[index]
        if account.rules.addsTickToIsolatedPrices, account.isIsolated(position),
            let size = conditions.sheet?.instrument(position.symbol)?.tickSize,
            let computed = field.computed(in: assessment)
        {
            let tick = Exact(size)
            let shown = position.side == .long ? computed + tick : computed - tick
            if measure.agrees(shown) { return Found(cause: .oneTick, detail: "tick \(size)") }
        }
        if account.positions.count > 1, !account.isIsolated(position) {
            var alone = account
            alone.positions = [position]
            if again.gives(alone, of: .position(0)) { return Found(cause: .otherPositionsMissing) }
        }
        guard let tier = assessment.positions[index].tier,
            let kept = conditions.sheet?.keeping(tier, of: position.symbol)
        else { return nil }
        var changed = conditions
        changed.sheet = kept
        guard again.gives(under: changed) else { return nil }
        return Found(cause: .tierKept, detail: "tier \(tier.number)")
    }
}
