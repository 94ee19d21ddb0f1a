import MarginModel

/// Looks for another taker fee in a figure of a venue that counts one.
struct FeeCause {
    let again: Recomputation

    /// None at all, a rate of the sheet, or the rate that the figure implies, where it is one as
    /// venues publish them, a discount included: a multiple of 0.000001 % from 0.01 % to 0.1 %.
    func find() -> CauseFinder.Found? {
        guard again.account.rules.countsTakerFee, let now = again.value(of: again.account),
            let without = value(at: .zero), now != without
        else { return nil }
        if again.measure.agrees(without) { return CauseFinder.Found(cause: .feeLeftOut) }
        let published = (again.conditions.sheet?.fees ?? []).map(\.takerRate)
        let rates = published + [impliedRate(without: without)].compactMap(\.self)
        for rate in rates where value(at: rate).map(again.measure.agrees) ?? false {
            return CauseFinder.Found(cause: .feeTier, detail: "taker fee \(rate)")
        }
        return nil
    }

    /// Whether realised fees and funding, each within half a unit of its last digit, give a break-even
    /// price: the price is linear in both. From two decimals on, or the range would explain anything.
    func findRounding() -> CauseFinder.Found? {
        guard again.field.figure == .breakEvenPrice,
            case .position(let index) = again.field.subject,
            let realized = again.account.positions[index].realized, let fees = realized.fees,
            let funding = realized.funding, !fees.isZero, fees.scale >= 2
        else { return nil }
        let half = [fees, funding].filter { !$0.isZero }
            .map { Exact(Decimal(significand: 5, scale: $0.scale + 1)) }.sum()
        func value(_ change: Exact) -> Exact? {
            var changed = again.account
            changed.positions[index].realized = RealizedFigures(
                pnl: realized.pnl, fees: (Exact(fees) + change).decimal, funding: funding)
            return again.value(of: changed)
        }
        guard let one = value(half), let other = value(-half), one != other else { return nil }
        let reported = again.measure.reported
        guard min(one, other) <= reported, reported <= max(one, other) else { return nil }
        return CauseFinder.Found(cause: .feeRounded, detail: "fees \(fees), funding \(funding)")
    }

    /// On the line through the figures without a fee and with one: margins are linear in the rate.
    private func impliedRate(without: Exact) -> Decimal? {
        let probe = Decimal(significand: 5, scale: 4)
        guard let probed = value(at: probe),
            let share = (again.measure.reported - without).divided(by: probed - without),
            let rate = (share * Exact(probe)).rounded(places: 8),
            rate >= Decimal(significand: 1, scale: 4), rate <= Decimal(significand: 1, scale: 3)
        else { return nil }
        // A step of the rate, a 50,000th of the probe, must show, or any rate would do.
        let step = (probed - without) * Exact(Decimal(significand: 2, scale: 5))
        return again.measure.sees(step) ? rate : nil
    }

    private func value(at rate: Decimal) -> Exact? {
        var changed = again.account
        changed.takerFeeRate = rate
        return again.value(of: changed)
    }
}
