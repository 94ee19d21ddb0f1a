import MarginModel

/// OKX futures and multi-currency accounts.
///
/// - Maintenance margin = value at mark × rate of the whole position's tier; tiers are bounded by
///   number of contracts and have no deduction, so it jumps at a boundary.
/// - Margin ratio = equity ÷ (maintenance margin + liquidation fee), fee = value × taker fee:
///   higher is safer, warning at 300 %, liquidation at 100 %. Recorded position responses of
///   2025-11-29 agree to every printed digit.
/// - Initial margin: isolated on the entry price, cross on the mark price.
struct OkxRules: VenueRules {
    func title(for account: Account) -> String {
        switch account.accountMode {
        case .multiCurrency: "OKX multi-currency margin"
        case .portfolio: "OKX portfolio margin, as the venue reports it"
        default: "OKX futures mode, one pool a currency"
        }
    }

    let sources = [
        "OKX help, margin ratio and liquidation in futures mode (warning 300 %, liquidation 100 %)",
        "OKX API V5, account positions and position tiers",
    ]
    let ratioName = "Margin ratio"
    let ratioDirection = NativeRatio.Direction.lowerIsWorse
    let ordersCountInRequirement = true

    func initialMargin(_ terms: PositionTerms) -> Exact? {
        let basis = terms.position.marginMode == .isolated ? terms.entryValue : terms.value
        guard let basis, let leverage = terms.leverage else { return nil }
        return basis.divided(by: leverage)
    }

    /// The liquidation fee: value at mark × taker fee.
    func feeToClose(_ terms: PositionTerms) -> Exact? {
        guard let value = terms.value, let fee = terms.takerFeeRate else { return nil }
        return value * fee
    }

    func isolatedMargin(_ terms: PositionTerms) -> IsolatedMargin {
        guard let wallet = terms.position.isolatedWallet else {
            return .missing(
                .noWallet, "OKX holds an isolated position against its margin (isolatedWallet)")
        }
        return .known(Exact(wallet))
    }

    /// No published rule was found.
    func breakEvenPrice(_ terms: PositionTerms) -> Exact? { nil }

    func addedRequirementRate(_ terms: PositionTerms) -> Exact? { terms.takerFeeRate }

    func addedMaintenance(_ terms: PositionTerms) -> Exact? { .zero }

    func poolsAllCoins(_ account: Account) -> Bool { account.accountMode == .multiCurrency }
}
