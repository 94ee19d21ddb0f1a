import MarginModel

/// Books funding payments: an isolated position's own margin changes, else the wallet.
///
/// At Bybit an isolated position's payment is booked on its extra margin.
struct FundingBooking {
    let assessment: Assessment

    /// The account after `payments` (position index and signed amount in its settle coin).
    func booking(_ payments: [(index: Int, amount: Exact)], in account: Account) -> Account? {
        var after = account
        for (index, amount) in payments {
            let figures = assessment.positions[index]
            guard let coin = figures.settleAsset else { return nil }
            let booked =
                account.isIsolated(figures.position)
                ? AccountSimulator.addingMargin(
                    amount, toPositionAt: index, coin: coin, fromWallet: false, of: after)
                : AccountSimulator.depositing(amount, of: coin, to: after)
            guard let booked else { return nil }
            after = booked
        }
        return after
    }
}
