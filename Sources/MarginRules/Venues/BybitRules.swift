import MarginModel

/// Bybit unified trading account, with the mark-value rule in force since 2025.
///
/// - Initial margin = value at mark ÷ leverage + fee to close; maintenance margin = value at mark ×
///   rate − deduction + fee to close. Help centre, "UTA Trading Rules", 2026-05-27.
/// - Fee to close = entry value × (1 − s ÷ leverage) × taker fee, the taker fee at the bankruptcy
///   price (inverse: entry value × (1 + s ÷ leverage) × taker fee).
/// - Account MM rate = maintenance margin ÷ margin balance; liquidation at 100 %.
struct BybitRules: VenueRules {
    func title(for account: Account) -> String {
        switch account.accountMode {
        case .isolated: "Bybit unified trading account, isolated margin"
        case .portfolio: "Bybit portfolio margin, as the venue reports it"
        default: "Bybit unified trading account, cross margin"
        }
    }

    let sources = [
        "Bybit help centre, UTA Trading Rules (margin calculation, 2026-05-27)",
        "Bybit API documentation V5, position and wallet balance",
    ]
    let ratioName = "MM rate"
    let ratioDirection = NativeRatio.Direction.higherIsWorse
    let ordersCountInRequirement = true

    func initialMargin(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.value, let leverage = terms.leverage,
            let margin = value.divided(by: leverage), let fee = feeToClose(terms)
        else { return nil }
        return margin + fee
    }

    func feeToClose(_ terms: PositionTerms) -> Exact? {
        guard let entryValue = terms.entryValue, let leverage = terms.leverage,
            let fee = terms.takerFeeRate, let share = terms.sign.divided(by: leverage)
        else { return nil }
        return entryValue * (terms.isInverse ? 1 + share : 1 - share) * fee
    }

    /// Entry value ÷ leverage + fee to close + the extra margin as the trigger counts it.
    ///
    /// The published liquidation price divides extra margin by (1 − fee) for a long and (1 + fee)
    /// for a short: closing nearer to zero costs less. Inverse contracts: the other way round.
    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin {
        guard let entryValue = terms.entryValue, let fee = terms.takerFeeRate else {
            return .missing(.noEntryPrice, "the margin at Bybit is computed from the entry price")
        }
        guard let leverage = terms.leverage, let margin = entryValue.divided(by: leverage),
            let feeToClose = feeToClose(terms)
        else {
            return .missing(.noLeverage, "the margin at Bybit is computed from the leverage")
        }
        guard let extra = terms.position.extraMargin else {
            return .missing(.noWallet, "Bybit adds extraMargin to an isolated position; 0 if none")
        }
        let side = terms.isInverse ? -terms.sign : terms.sign
        guard let counted = Exact(extra).divided(by: 1 - side * fee) else {
            return .missing(.invalidValue, "the taker fee is 100 %")
        }
        return .known(margin + feeToClose + counted)
    }

    /// Entry ÷ (1 − fee) for a long, ÷ (1 + fee) for a short, where the fee is the account's taker
    /// fee and never under 0.055 %. No rule for inverse contracts was found.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact? {
        guard !terms.isInverse, let entry = terms.entryPrice, let fee = terms.takerFeeRate else {
            return nil
        }
        let counted = max(fee, Exact(Decimal(significand: 55, scale: 5)))
        return entry.divided(by: 1 - terms.sign * counted)
    }

    func addedRequirementRate(_ terms: PositionTerms) -> Exact? { .zero }

    func addedMaintenance(_ terms: PositionTerms) -> Exact? { feeToClose(terms) }

    func poolsAllCoins(_ account: Account) -> Bool { true }
}
