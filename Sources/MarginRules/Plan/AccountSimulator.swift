import MarginModel

/// The account after an action, as the venue would book it. Pure: account in, account out.
enum AccountSimulator {
    /// `amount` of `coin` credited to the wallet.
    static func depositing(_ amount: Exact, of coin: String, to account: Account) -> Account? {
        var after = account
        guard let index = after.collateral.firstIndex(where: { $0.asset == coin }) else {
            guard let balance = amount.decimal else { return nil }
            after.collateral.append(CollateralBalance(asset: coin, walletBalance: balance))
            return after
        }
        guard let balance = after.collateral[index].walletBalance,
            let sum = (Exact(balance) + amount).decimal
        else { return nil }
        after.collateral[index].walletBalance = sum
        return after
    }

    /// `amount` moved from the wallet, where it has one, to the isolated position at `index`.
    static func addingMargin(
        _ amount: Exact, toPositionAt index: Int, coin: String, fromWallet: Bool,
        of account: Account
    ) -> Account? {
        var after = account
        if fromWallet {
            guard let reduced = depositing(-amount, of: coin, to: account) else { return nil }
            after = reduced
        }
        let position = after.positions[index]
        if account.rules.keepsExtraMargin {
            guard let sum = (Exact(position.extraMargin ?? .zero) + amount).decimal else {
                return nil
            }
            after.positions[index].extraMargin = sum
        } else {
            guard let wallet = position.isolatedWallet,
                let sum = (Exact(wallet) + amount).decimal
            else { return nil }
            after.positions[index].isolatedWallet = sum
        }
        return after
    }

    /// `quantity` of the position at `index` closed at the mark for `cost`, profit realised.
    ///
    /// Cross: profit and cost go to the wallet. Isolated at Binance and OKX: they stay in the
    /// position's wallet. Isolated at Bybit: the closed share's margin, extra margin excepted,
    /// returns to the wallet with its profit, less the cost; extra margin stays.
    static func cutting(
        _ terms: PositionTerms, by quantity: Exact, cost: Exact, of account: Account
    ) -> PositionEdit? {
        guard let pnl = terms.unrealizedPnl,
            let share = quantity.divided(by: Exact(terms.position.quantity)),
            let remaining = (Exact(terms.position.quantity) - quantity).decimal
        else { return nil }
        let realised = pnl * share
        var after = account
        var left = terms.position
        let isIsolated = account.isIsolated(left)
        if isIsolated, !account.rules.keepsExtraMargin {
            guard let wallet = terms.position.isolatedWallet,
                let sum = (Exact(wallet) + realised - cost).decimal
            else { return nil }
            left.isolatedWallet = sum
        } else {
            var credit = realised - cost
            if isIsolated {
                guard let entryValue = terms.entryValue, let leverage = terms.leverage,
                    let margin = (entryValue * share).divided(by: leverage)
                else { return nil }
                credit += margin
            }
            guard let credited = depositing(credit, of: terms.names.settle, to: account) else {
                return nil
            }
            after = credited
        }
        left.quantity = remaining
        guard !remaining.isPositive else {
            return PositionEdit(credited: after, place: terms.index, left: left)
        }
        // What is left in a closed position's own wallet goes back to the account's.
        if isIsolated,
            let rest = account.rules.keepsExtraMargin ? left.extraMargin : left.isolatedWallet
        {
            after = depositing(Exact(rest), of: terms.names.settle, to: after) ?? after
        }
        return PositionEdit(credited: after, place: terms.index, left: nil)
    }
}

extension Exact {
    /// As an account holds it: exact where 38 places hold it, else cut toward zero at 18 places, so
    /// that a simulated balance is never better than the true one by more than 10^-18.
    var decimal: Decimal? { ending ?? rounded(places: 18, .down) }
}
